-- Takes one permission to write to a channel, or notes that Slack objected; returns the seconds to wait.
-- Whatever stands in a key, another kind of value or no number at all, counts as nothing.
--
-- KEYS  the channel's bucket, the workspace's hold, the channels Slack objects to just now
-- ARGV  permissions a second, bucket size, longest wait, channel, how many channels are the workspace,
--       "" to take one permission, else the seconds for which Slack wants to be left alone

local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local rate, burst, longest = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local lives = math.ceil((longest + burst / rate) * 1000)

local function number(key, field)
  local found = redis.pcall('HGET', key, field)
  if type(found) == 'table' then
    redis.call('DEL', key)
    return nil
  end
  local value = found and tonumber(found)
  return value == value and value or nil
end

local function held(key)
  return math.min(now + longest, number(key, 'held') or 0)
end

local function write(key, field, value)
  redis.call('HSET', key, field, string.format('%.6f', value))
  redis.call('PEXPIRE', key, lives)
end

local function objected_to(channel, till)
  if type(redis.pcall('ZADD', KEYS[3], till, channel)) == 'table' then
    redis.call('DEL', KEYS[3])
    redis.call('ZADD', KEYS[3], till, channel)
  end
  redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now)
  redis.call('PEXPIRE', KEYS[3], lives)
  return redis.call('ZCARD', KEYS[3])
end

local left, at = number(KEYS[1], 'left'), number(KEYS[1], 'at')
if not left or not at or at > now then
  left, at = burst, now
end
left = math.max(-longest * rate, math.min(burst, left + (now - at) * rate))
local hold = held(KEYS[1])

if ARGV[6] == '' then
  left = left - 1
else
  left = math.min(0, left)
  hold = math.max(hold, now + math.min(longest, tonumber(ARGV[6])))
  if objected_to(ARGV[4], hold) >= tonumber(ARGV[5]) then
    write(KEYS[2], 'held', math.max(held(KEYS[2]), hold))
  end
end

write(KEYS[1], 'left', left)
write(KEYS[1], 'at', now)
write(KEYS[1], 'held', hold)
local wait = math.max(0, -left / rate, hold - now, held(KEYS[2]) - now)
return string.format('%.6f', math.min(longest, wait))
