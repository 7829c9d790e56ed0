-- :Urssaf 38 [measure] shows a département's last figures; :UrssafCancel gives up what is asked.
--
-- Neovim runs this as it starts, so nothing else is loaded before a command is given.
-- luacheck: globals vim
local command = vim.api.nvim_create_user_command

command("Urssaf", function(given)
  require("urssaf_nvim").show(given.fargs)
end, { nargs = "+", desc = "Urssaf's last figures of a département" })

command("UrssafCancel", function()
  require("urssaf_nvim").cancel()
end, { desc = "Give up what Urssaf's portal is being asked for" })
