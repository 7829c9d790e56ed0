## Documentation
.PHONY: docs catalogue-table man

docs: deps-docs ## the reference, from the comments in the code: build/docs/index.html
	@rm -rf $(BUILD)/docs
	@$(LUA) docs/reference/build.lua $(BUILD)/docs
	@echo "$(BUILD)/docs/index.html"

catalogue-table: ## the table in docs/catalogue.md, from the library's catalogue
	@$(ENVIRONMENT) $(LUA) docs/catalogue_table.lua

man: ## the manual page in English and French, from the parser of the command: share/man
	$(LUA) release/man_page.lua en share/man/man1/urssaf.1
	@mkdir -p share/man/fr/man1
	$(LUA) release/man_page.lua fr share/man/fr/man1/urssaf.1
