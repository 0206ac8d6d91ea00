-- Types an annotation in a Neovim of its own, by keystrokes, with the server; prints how many as JSON.
--
-- KEYS is a file of what is typed, line by line. `«label»` asks for completion and accepts the item with that label.
-- Lines begin with their indentation, for which <Tab> and <BS> are typed where autoindent has another one.
local child = vim.fn.jobstart({ vim.v.progpath, "--embed", "--headless", "-u", "NONE", "-n", vim.env.FILE }, { rpc = true })
local counts = { characters = 0, completion = 0, other = 0 }

local function ask(method, ...)
  return vim.rpcrequest(child, "nvim_" .. method, ...)
end

local function lua(code, ...)
  return ask("exec_lua", code, { ... })
end

local function wait(what, condition)
  local last
  local done = vim.wait(30000, function()
    local found
    found, last = condition()
    return found
  end, 5)
  assert(done, what .. (last and ": " .. last or ""))
end

local function press(kind, keys, number)
  counts[kind] = counts[kind] + (number or 1)
  ask("input", keys)
end

local function before_cursor()
  return lua("return vim.api.nvim_get_current_line():sub(1, vim.fn.col('.') - 1)")
end

local function type(words)
  local expected = before_cursor() .. words
  press("characters", (words:gsub("<", "<lt>")), vim.fn.strchars(words))
  wait("typed " .. words, function()
    local now = before_cursor()
    return now == expected, now
  end)
end

local function accept(label)
  press("completion", "<C-Space>")
  local index
  wait("no completion " .. label, function()
    local items = lua("return vim.fn.complete_info({ 'items' }).items")
    for i, item in ipairs(items) do
      index = index or (item.abbr == label and i) or nil
    end
    local offered = vim.tbl_map(function(item)
      return item.abbr
    end, items)
    return index ~= nil, before_cursor() .. " offers " .. table.concat(offered, " | ")
  end)
  press("completion", ("<C-n>"):rep(index - 1), index - 1)
  press("completion", "<C-y>")
  wait("accepted " .. label, function()
    return lua("return vim.fn.complete_info({ 'mode' }).mode") == ""
  end)
end

local function indent(columns)
  local now = #before_cursor()
  local steps = (columns - now) / 2
  press("other", (steps > 0 and "<Tab>" or "<BS>"):rep(math.abs(steps)), math.abs(steps))
  wait("indented", function()
    return #before_cursor() == columns
  end)
end

lua([[
  vim.opt.completeopt = { "menu", "menuone", "noinsert" }
  vim.o.autoindent, vim.o.expandtab, vim.o.shiftwidth, vim.o.softtabstop = true, true, 2, 2
  vim.o.backspace = "indent,eol,start"
  vim.keymap.set("i", "<C-Space>", "<C-x><C-o>")
  vim.api.nvim_create_autocmd("DiagnosticChanged", { callback = function() Checked = true end })
  vim.lsp.start({
    name = "newscorpus", cmd = { ..., "-m", "newscorpus", "lsp" }, root_dir = vim.fs.dirname(vim.env.FILE),
  })
]], vim.env.PYTHON)
wait("the server checks the file", function()
  return lua("return Checked or false")
end)

press("other", "Go", 2)
for number, line in ipairs(vim.fn.readfile(vim.env.KEYS)) do
  if number > 1 then
    local row = lua("return vim.fn.line('.')")
    press("other", "<CR>")
    wait("a new line", function()
      return lua("return vim.fn.line('.')") == row + 1
    end)
  end
  local spaces, rest = line:match("^( *)(.*)$")
  if rest ~= "" then
    indent(#spaces)
  end
  for words, label in (rest .. "«»"):gmatch("(.-)«(.-)»") do
    if words ~= "" then
      type(words)
    end
    if label ~= "" then
      accept(label)
    end
  end
end
press("other", "<Esc>:w<CR>", 4)
wait("saved", function()
  return not lua("return vim.bo.modified") and lua("return vim.fn.mode()") == "n"
end)
io.stdout:write(vim.json.encode(counts) .. "\n")
pcall(ask, "input", ":qa!<CR>") -- it may be gone before it answers
vim.fn.jobwait({ child }, 10000)
