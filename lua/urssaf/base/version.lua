--- The version; nothing else in the code repeats it.
return "0.1.0"
