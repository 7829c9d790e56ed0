--- The version, said here and nowhere else in the code.
return "0.1.0"
