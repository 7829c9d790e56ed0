--- Pictures of a chart for programs that read no SVG: PNG and PDF, drawn by a program that is
-- installed here, rsvg-convert or Chromium.
local errors = require "urssaf.base.errors"
local programs = require "urssaf.cli.programs"
local tables = require "urssaf.base.tables"

local quoted = programs.quoted

local pictures = {}

--- The endings of the files that can be drawn.
pictures.FORMATS = { "png", "pdf" }

local TEXTS = {
  fr = {
    lacking = "pour un fichier %s, il faut rsvg-convert ou Chromium, et ni l'un ni l'autre n'est"
      .. " installé\194\160: sous Debian, sudo apt-get install librsvg2-bin\194\160; ou écrivez un"
      .. " fichier .svg",
    slow = "%s n'a pas dessiné l'image en %d secondes\194\160; un fichier .svg se passe de lui",
    failed = "%s n'a pas dessiné l'image (code %d)\194\160: %s",
    no_folder = "impossible de créer un dossier temporaire",
    unsaid = "il ne dit pas pourquoi",
  },
  en = {
    lacking = "a %s file needs rsvg-convert or Chromium, and neither is installed: on Debian, sudo"
      .. " apt-get install librsvg2-bin; or write a file that ends in .svg",
    slow = "%s did not draw the picture within %d seconds; a file that ends in .svg needs no such"
      .. " program",
    failed = "%s did not draw the picture (code %d): %s",
    no_folder = "cannot make a temporary folder",
    unsaid = "it does not say why",
  },
}

-- ------------------------------------------------------------------ the programs

-- Twice as many pixels as the chart has, so that its texts are sharp on every screen and on paper.
local ZOOM = 2

local function with_rsvg(job)
  return ("%s --format=%s --zoom=%d --output=%s %s"):format(quoted(job.program), job.format,
    job.format == "png" and ZOOM or 1, quoted(job.made), quoted(job.folder .. "/chart.svg"))
end

-- A path as a part of a file's address.
local function address(path)
  return "file://" .. path:gsub("[^%w/._-]", function(byte)
    return ("%%%02X"):format(byte:byte())
  end)
end

-- Chromium refuses to start for root with its sandbox. It draws nothing but our own chart.
local function with_chromium(job)
  local sandbox = programs.line_of "id -u" == "0" and "--no-sandbox" or ""
  local how = job.format == "pdf"
    and "--no-pdf-header-footer --print-to-pdf-no-header --print-to-pdf=" .. quoted(job.made)
    or ("--force-device-scale-factor=%d --window-size=%d,%d --screenshot=%s"):format(ZOOM,
      job.width, job.height, quoted(job.made))
  return ("%s --headless --disable-gpu --hide-scrollbars %s --user-data-dir=%s %s %s"):format(
    quoted(job.program), sandbox, quoted(job.folder .. "/profile"), how,
    quoted(address(job.folder .. "/chart.html")))
end

local PROGRAMS = {
  { name = "rsvg-convert", command = with_rsvg },
  { name = "chromium", command = with_chromium },
  { name = "chromium-browser", command = with_chromium },
  { name = "google-chrome", command = with_chromium },
  { name = "google-chrome-stable", command = with_chromium },
}

local function find_program()
  for _, one in ipairs(PROGRAMS) do
    local path = programs.path_of(one.name)
    if path then return one, path end
  end
end

-- ------------------------------------------------------------------ drawing

-- The chart alone on a page of its own size.
local function page_of(svg, width, height)
  return ("<!doctype html><meta charset=utf-8><style>@page{size:%dpx %dpx;margin:0}"
    .. "body{margin:0}svg{display:block}</style>%s"):format(width, height,
    (svg:gsub("^<%?xml[^>]*%?>", "")))
end

local function draw(job, svg, texts)
  local html = page_of(svg, job.width, job.height)
  if not (programs.write(job.folder .. "/chart.svg", svg)
    and programs.write(job.folder .. "/chart.html", html)) then
    return errors.fail("file", texts.no_folder)
  end
  local run = programs.run(job.draws.command(job), job.folder)
  local bytes = run.code == 0 and programs.read(job.made)
  if bytes then return bytes end
  if run.slow_after then
    return errors.fail("file", texts.slow:format(job.draws.name, run.slow_after))
  end
  return errors.fail("file", texts.failed:format(job.draws.name, run.code, run.why or texts.unsaid))
end

--- The format that a file's ending asks for; nil if no picture has it.
---@param path string?
---@return "png"|"pdf"|nil
function pictures.format_of(path)
  local ending = ((path or ""):match "[^/]%.(%w+)$" or ""):lower()
  return tables.contains(pictures.FORMATS, ending) and ending or nil
end

--- A chart as PNG or PDF.
---@param svg string
---@param format "png"|"pdf"
---@param code "fr"|"en" the language of the messages
---@return string? bytes
---@return urssaf.Error? err kind `lacking`: no program here can draw it; `file`
function pictures.draw(svg, format, code)
  local texts = TEXTS[code]
  local draws, program = find_program()
  if not draws then return errors.fail("lacking", texts.lacking:format(format:upper())) end
  local width, height = svg:match 'viewBox="0 0 ([%d.]+) ([%d.]+)"'
  local bytes, err = programs.in_folder(function(folder)
    return draw({ draws = draws, program = program, format = format, folder = folder,
      made = folder .. "/made." .. format, width = math.ceil(width),
      height = math.ceil(height) }, svg, texts)
  end)
  if bytes or err then return bytes, err end
  return errors.fail("file", texts.no_folder)
end

return pictures
