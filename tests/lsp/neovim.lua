-- Opens a file, breaks and completes it with the client of Neovim, and prints what that shows as JSON.
local python, file = vim.env.PYTHON, vim.env.FILE
local shown = {}
vim.cmd.edit(file)
local buffer = vim.api.nvim_get_current_buf()
local client = vim.lsp.start({
  name = "newscorpus",
  cmd = { python, "-m", "newscorpus", "lsp" },
  root_dir = vim.fs.dirname(file),
})

local function wait(what, condition)
  assert(vim.wait(60000, condition, 20), what)
end

local checks = 0
vim.api.nvim_create_autocmd("DiagnosticChanged", {
  callback = function()
    checks = checks + 1
  end,
})

local function messages()
  return vim.tbl_map(function(one)
    return { code = one.code, line = one.lnum }
  end, vim.diagnostic.get(buffer))
end

local function ask(method, line, column)
  local params = { textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = { line = line, character = column } }
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 60000)
  local _, answer = next(answers)
  return answer.result
end

wait("the server starts", function()
  local one = vim.lsp.get_client_by_id(client)
  return one and one.initialized
end)
wait("diagnostics", function()
  return checks > 0
end)
shown.before = messages()
vim.api.nvim_buf_set_lines(buffer, 16, 17, true, { "    places: {Oslo: XX}" })
wait("an error", function()
  return #vim.diagnostic.get(buffer) > 0
end)
shown.broken = messages()
vim.api.nvim_buf_set_lines(buffer, 16, 17, true, { "    places: {Oslo: " })
shown.completed = vim.tbl_map(function(one)
  return one.label
end, ask("textDocument/completion", 16, 19).items)
vim.api.nvim_buf_set_lines(buffer, 16, 17, true, { "    places: {Oslo: 'NO'}" })
wait("no error", function()
  return #vim.diagnostic.get(buffer) == 0
end)
shown.hover = ask("textDocument/hover", 5, 3).contents.value
shown.definition = ask("textDocument/definition", 20, 9)[1].range.start.line
io.stdout:write(vim.json.encode(shown) .. "\n")
vim.lsp.stop_client(client)
vim.cmd("qall!")
