/* Included before the sources of an inflater, gives what they export the names
   of OWN(name). No guard: each of the two files defines its own. */
#define inflater_run         OWN(inflater_run)
#define inflater_complete    OWN(inflater_complete)
#define inflater_close       OWN(inflater_close)
#define inflater_name        OWN(inflater_name)
#define inflater_version     OWN(inflater_version)
#define inflate_member_new   OWN(inflate_member_new)
#define inflate_member_begin OWN(inflate_member_begin)
#define inflate_member_run   OWN(inflate_member_run)
#define inflate_member_free  OWN(inflate_member_free)
