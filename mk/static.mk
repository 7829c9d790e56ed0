# The static archive: the C modules and the Lua modules in one object, for programs that link the
# library in. Its hidden symbols are made local, so that none clashes with the program's own: only
# luaopen_* stay visible.

.PHONY: static host

static: $(BUILD)/liburssaf.a $(BUILD)/urssaf.h ## liburssaf.a, for programs that link the library in

host: $(BUILD)/urssaf-host $(BUILD)/urssaf-untrusted ## such programs: examples/host

# Without the command, and without the annotations for editors.
BUNDLED = $(filter-out lua/urssaf/cli/% lua/urssaf/annotations/%,$(LUA_FILES))

$(BUILD)/modules.inc: src/static/bundle.lua src/static/sandbox.lua $(BUNDLED)
	@mkdir -p $(BUILD)
	$(LUA) src/static/bundle.lua $(BUNDLED) > $@

$(BUILD)/static/bundle.o: OUR_FLAGS += -I$(BUILD)
$(BUILD)/static/bundle.o: $(BUILD)/modules.inc

STATIC_OBJECTS = $(sort $(HTTP_OBJECTS) $(DECODE_OBJECTS) $(CHECKSUM_OBJECTS)) \
                 $(BUILD)/static/bundle.o

$(BUILD)/liburssaf.a: $(STATIC_OBJECTS)
	$(LD) -r $^ -o $(BUILD)/whole.o
	$(OBJCOPY) --localize-hidden $(BUILD)/whole.o
	rm -f $@
	$(AR) rcs $@ $(BUILD)/whole.o

$(BUILD)/urssaf.h: src/static/urssaf.h
	cp $< $@

$(BUILD)/urssaf-host: examples/host/main.c
$(BUILD)/urssaf-untrusted: examples/host/untrusted.c

$(BUILD)/urssaf-host $(BUILD)/urssaf-untrusted: $(BUILD)/liburssaf.a $(BUILD)/urssaf.h
	$(CC) -std=c11 $(WARNINGS) $(LUA_FLAGS) -I$(BUILD) $(CFLAGS) $(filter %.c,$^) $(LDFLAGS) -o $@ \
	  $(BUILD)/liburssaf.a $(LUA_LIBS) $(ALL_LIBS)
