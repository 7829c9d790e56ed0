-- :Urssaf 38 [measure] shows a département's latest figures; :UrssafCancel cancels all fetches.
--
-- Neovim runs this when it starts, so it loads nothing else until a command is given.
-- luacheck: globals vim
local command = vim.api.nvim_create_user_command

command("Urssaf", function(given)
  require("urssaf_nvim").show(given.fargs)
end, { nargs = "+", desc = "Urssaf's latest figures of a département" })

command("UrssafCancel", function()
  require("urssaf_nvim").cancel()
end, { desc = "Cancel all fetches from Urssaf's portal" })
