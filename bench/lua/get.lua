-- The same GET again and again; with `tokens`, as a different person each time.
dofile("bench/lua/common.lua")

function init(args)
  data = dofile(args[1])
  tokens = data.tokens or {}
  at = number or 0
  if #tokens == 1 then wrk.headers["Authorization"] = "Bearer " .. tokens[1] end
end

function request()
  if #tokens < 2 then return wrk.format("GET") end
  at = at % #tokens + 1
  return wrk.format("GET", nil, { Authorization = "Bearer " .. tokens[at] })
end
