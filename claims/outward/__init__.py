"""The one door to the outside: whatever in this project asks an address that somebody typed goes through here.

In: a method and an address, from anybody, so suspect. Out: an answer within bounds of time and size, or a sentence that
says why there is none. Nobody is spoken to but public servers, and who the setting CONNECT_ALSO_TO names.
"""
