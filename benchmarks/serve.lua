-- For wrk: posts one row and holds each answer against those that are right.
-- wrk -s serve.lua URL -- BODY ANSWER [ANSWER]
local threads = {}
function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  local file = io.open(args[1])
  wrk.body = file:read("*a")
  file:close()
  right = {}
  for i = 2, #args do right[args[i]] = true end
  wrong, failed, answers = 0, 0, 0
end

function response(status, headers, body)
  answers = answers + 1
  if status ~= 200 then failed = failed + 1 elseif not right[body] then wrong = wrong + 1 end
end

function done(summary, latency, requests)
  local wrong, failed, answers = 0, 0, 0
  for _, thread in ipairs(threads) do
    wrong = wrong + thread:get("wrong")
    failed = failed + thread:get("failed")
    answers = answers + thread:get("answers")
  end
  local errors = summary.errors
  print(string.format("answers %d wrong %d failed %d socket-errors %d", answers, wrong, failed,
    errors.connect + errors.read + errors.write + errors.timeout))
  print(string.format("requests/s %.0f p50-us %.0f p99-us %.0f", summary.requests / (summary.duration / 1e6), latency:percentile(50), latency:percentile(99)))
end
