-- Whether a text sorts before another by its bytes. `<` would compare by the locale.
return function(a, b)
  for i = 1, math.min(#a, #b) do
    if a:byte(i) ~= b:byte(i) then return a:byte(i) < b:byte(i) end
  end
  return #a < #b
end
