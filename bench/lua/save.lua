-- Save evaluations through the revision API: each a new revision of the one before, random marks.
dofile("bench/lua/common.lua")
expected = 201

local function hex(digits)
  local made = {}
  for i = 1, digits do made[i] = string.format("%x", math.random(0, 15)) end
  return table.concat(made)
end

function init(args)
  data = dofile(args[1])
  math.randomseed(data.seed + number * 7919)
  mine = {}
  for i, one in ipairs(data.evaluations) do
    if i % data.threads == number then table.insert(mine, one) end
  end
  at = 0
  millis = os.time() * 1000
end

local function uuid7()
  millis = millis + 1
  local time = string.format("%012x", millis)
  return time:sub(1, 8) .. "-" .. time:sub(9, 12) .. "-7" .. hex(3) .. "-a" .. hex(3) .. "-" .. hex(12)
end

local function marks()
  local made = {}
  for i, one in ipairs(data.criteria) do
    local points, level = "null", "null"
    if one.levels then
      level = '"' .. one.levels[math.random(#one.levels)] .. '"'
    else
      points = '"' .. math.random(one.least, one.most) .. '"'
    end
    made[i] = '"' .. one.id .. '":{"points":' .. points .. ',"level":' .. level
      .. ',"na":false,"comment":null,"pins":[]}'
  end
  return table.concat(made, ",")
end

function request()
  if number == 0 and not tried then -- wrk tries the first thread's first request without sending it
    tried = true
    return wrk.format("GET", "/livez")
  end
  at = at % #mine + 1
  local one = mine[at]
  local revision = uuid7()
  local headers = { ["Content-Type"] = "application/json", Authorization = "Bearer " .. one.token }
  if one.head then
    headers["If-Match"] = '"' .. one.head .. '"'
  else
    headers["If-None-Match"] = "*"
  end
  one.head = revision
  local body = '{"scores":{' .. marks() .. '},"comment":"' .. hex(12)
    .. '","notes":"","status":"draft","made_at":"' .. data.made_at .. '"}'
  return wrk.format("PUT",
    "/api/v1/juror/evaluations/" .. one.id .. "/revisions/" .. revision, headers, body)
end
