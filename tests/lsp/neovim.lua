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

-- What the client shows of the file.
local all = {
  start = { line = 0, character = 0 },
  ["end"] = { line = vim.api.nvim_buf_line_count(buffer), character = 0 },
}

local function result(of, method, params)
  params.textDocument = { uri = vim.uri_from_bufnr(of) }
  local _, answer = next(vim.lsp.buf_request_sync(of, method, params, 60000))
  assert(answer and not answer.err, method .. ": " .. vim.inspect(answer))
  return answer.result
end

local function counted(method, params)
  return #result(buffer, method, params or {})
end

vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
wait("inlay hints", function()
  return #vim.lsp.inlay_hint.get({ bufnr = buffer }) > 0
end)
shown.hints = vim.tbl_map(function(one)
  return one.inlay_hint.label
end, vim.lsp.inlay_hint.get({ bufnr = buffer }))
vim.lsp.codelens.refresh({ bufnr = buffer })
wait("code lenses", function()
  return #vim.lsp.codelens.get(buffer) > 0
end)
shown.lenses = vim.tbl_map(function(one)
  return one.command.title
end, vim.lsp.codelens.get(buffer))
shown.folds = counted("textDocument/foldingRange")
shown.links = counted("textDocument/documentLink")
shown.symbols = counted("textDocument/documentSymbol")
shown.selection = counted("textDocument/selectionRange", { positions = { { line = 5, character = 3 } } })
shown.quoted = ask("textDocument/definition", 15, 12)[1].uri
vim.api.nvim_buf_set_lines(buffer, 16, 17, true, { "    places:   { Oslo: 'NO' }" })
vim.lsp.buf.format({ bufnr = buffer, timeout_ms = 60000 })
shown.formatted = vim.api.nvim_buf_get_lines(buffer, 16, 17, true)[1]
vim.api.nvim_win_set_cursor(0, { 6, 3 })
vim.lsp.buf.rename("berg")
wait("a new name", function()
  return vim.api.nvim_buf_get_lines(buffer, 5, 6, true)[1]:match("^  berg:") ~= nil
end)

-- In the text: hover, references, and a selection that becomes evidence.
vim.cmd.edit((file:gsub("yaml$", "txt")))
local text = vim.api.nvim_get_current_buf()
vim.lsp.buf_attach_client(text, client)
local at = { position = { line = 0, character = 2 } }
shown.about = result(text, "textDocument/hover", at).contents.value
at.context = { includeDeclaration = true }
wait("colours", function()
  local tokens = vim.lsp.semantic_tokens.get_at_pos(text, 0, 2)
  shown.colour = tokens and tokens[1] and tokens[1].type
  return shown.colour ~= nil
end)
shown.annotated = #result(text, "textDocument/references", at)
local function become(pattern)
  vim.api.nvim_set_current_buf(text)
  vim.ui.select = function(actions, options, choose)
    for _, one in ipairs(actions) do
      if options.format_item(one):match(pattern) then
        choose(one)
      end
    end
  end
  vim.lsp.buf.code_action({ range = { start = { 1, 110 }, ["end"] = { 1, 121 } } })
end
become("is evidence of `meeting`")
wait("evidence", function()
  shown.evidence = vim.api.nvim_buf_get_lines(buffer, 17, 21, false)
  return shown.evidence[1] == "    evidence:"
end)
become("is a new claim")
wait("a claim", function()
  shown.claim = vim.api.nvim_buf_get_lines(buffer, -3, -1, false)
  return table.concat(shown.claim):match("fence is old") ~= nil
end)
io.stdout:write(vim.json.encode(shown) .. "\n")
vim.lsp.stop_client(client)
vim.cmd("qall!")
