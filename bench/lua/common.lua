-- What every script shares: count answers that are not as expected, print one JSON line at the end.
local threads = {}
expected = 200
bad = 0
said = ""

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

function response(status)
  if status ~= expected then
    bad = bad + 1
    if #said < 200 then said = said .. status .. " " end
  end
end

function done(summary, latency)
  local wrong, words = 0, ""
  for _, thread in ipairs(threads) do
    wrong = wrong + thread:get("bad")
    words = words .. thread:get("said")
  end
  local e = summary.errors
  print(string.format(
    '{"answers": %d, "seconds": %.6f, "p50": %.3f, "p99": %.3f, "bad": %d, "broken": %d, "said": "%s"}',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, wrong, e.connect + e.read + e.write + e.timeout, words))
end
