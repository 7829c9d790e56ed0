--- Lambert-93, the conformal conic projection in which metropolitan France is drawn: RGF93, with
-- the standard parallels 44° and 49°, the origin at 3° east and 46.5° north.
--
-- Source: IGN, "Projections coniques conformes de Lambert", NT/G 71, and EPSG:2154.
local lambert93 = {}

local ECCENTRICITY = 0.08181919104281579 -- of the ellipsoid GRS 80
local LONGITUDE = math.rad(3)
local EXPONENT, CONSTANT = 0.7256077650532670, 11754255.4261
local FALSE_EASTING, FALSE_NORTHING = 700000, 12655612.0499

local function isometric_latitude(latitude)
  local part = ECCENTRICITY * math.sin(latitude)
  return math.log(math.tan(math.pi / 4 + latitude / 2))
    + ECCENTRICITY / 2 * math.log((1 - part) / (1 + part))
end

--- The position of a longitude and a latitude, both in degrees, in metres east and north.
---@param longitude number
---@param latitude number between -90 and 90, without these
---@return number x
---@return number y
function lambert93.project(longitude, latitude)
  local radius = CONSTANT * math.exp(-EXPONENT * isometric_latitude(math.rad(latitude)))
  local angle = EXPONENT * (math.rad(longitude) - LONGITUDE)
  return FALSE_EASTING + radius * math.sin(angle), FALSE_NORTHING - radius * math.cos(angle)
end

return lambert93
