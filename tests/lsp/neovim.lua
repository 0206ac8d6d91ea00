-- Does with the client of Neovim what it is asked to: each line of standard input is one operation as JSON, and each
-- line of standard output its result. Lines count from 0, columns are bytes. The settings are those of the
-- documentation, by -u.
local used, commands, progress, opened = {}, {}, {}, nil
local client

vim.cmd("filetype on")
vim.o.hidden = true
vim.o.swapfile = false
vim.ui.open = function(address)
  opened = address
end
vim.ui.select = function(choices, _, choose)
  choose(choices[1], 1)
end
vim.api.nvim_create_autocmd("LspProgress", {
  callback = function(event)
    table.insert(progress, event.data.params.value.kind)
  end,
})
vim.api.nvim_create_autocmd("LspAttach", {
  callback = function(event)
    if client then
      return
    end
    client = vim.lsp.get_client_by_id(event.data.client_id)
    for _, name in ipairs({ "request", "request_sync" }) do
      local request = client[name]
      client[name] = function(method, params, ...)
        used[method] = true
        if method == "workspace/executeCommand" then
          commands[params.command] = true
        end
        return request(method, params, ...)
      end
    end
  end,
})

local function wait(what, condition)
  assert(vim.wait(60000, condition, 10), "waited for " .. what)
end

local function show(file)
  local buffer = vim.fn.bufadd(file)
  if vim.api.nvim_buf_is_loaded(buffer) then
    vim.api.nvim_set_current_buf(buffer)
  else
    vim.cmd.edit(vim.fn.fnameescape(file))
  end
  wait("the server", function()
    return #vim.lsp.get_clients({ bufnr = buffer, name = "newscorpus" }) > 0 and client.initialized
  end)
  return buffer
end

local function text(buffer)
  return vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
end

-- Goes to words of a line, behind the first letter, and returns the bytes before and behind the words.
local function go(place)
  local buffer = show(place.file)
  local line = vim.api.nvim_buf_get_lines(buffer, place.line, place.line + 1, true)[1]
  local first, last = line:find(place.words, 1, true)
  assert(first, place.words .. " in " .. line)
  vim.api.nvim_win_set_cursor(0, { place.line + 1, #place.words > 1 and first or first - 1 })
  return buffer, first - 1, last
end

-- Does something that changes a buffer, and waits until it has.
local function changing(what, act)
  local function ticks()
    local sum = 0
    for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
      sum = sum + vim.api.nvim_buf_get_changedtick(buffer)
    end
    return sum
  end
  local before = ticks()
  act()
  wait(what, function()
    return ticks() ~= before
  end)
  wait("the end of the command", function() -- after an edit, the server lets the client show a place
    for _, one in pairs(client.requests) do
      if one.method == "workspace/executeCommand" then
        return false
      end
    end
    return true
  end)
end

local function items(ask)
  local found
  ask({
    on_list = function(list)
      found = list.items
    end,
  })
  wait("a list", function()
    return found ~= nil
  end)
  return vim.tbl_map(function(one)
    return { file = vim.fs.basename(one.filename), line = one.lnum - 1, text = one.text }
  end, found)
end

local function request(buffer, method, params)
  params.textDocument = params.textDocument or { uri = vim.uri_from_bufnr(buffer) }
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 60000)
  local _, answer = next(answers or {})
  assert(answer and not answer.err, method .. ": " .. vim.inspect(answer))
  return answer.result
end

local ops = {}

function ops.open(ask)
  return text(show(ask.file))
end

function ops.set(ask)
  local buffer = show(ask.file)
  vim.api.nvim_buf_set_lines(buffer, ask.first, ask.last, false, ask.lines)
  request(buffer, "textDocument/foldingRange", {}) -- before it, the client sends the change
end

function ops.save(ask)
  show(ask.file)
  vim.cmd.write()
end

function ops.diagnostics(ask)
  local buffer = ask.closed and vim.uri_to_bufnr(vim.uri_from_fname(ask.file)) or show(ask.file)
  vim.wait(10) -- messages are read only while it waits, and what follows may have nothing to wait for
  local function codes()
    return vim.tbl_map(function(one)
      return { one.code, one.lnum }
    end, vim.diagnostic.get(buffer))
  end
  wait((ask.gone and "the end of " or "") .. (ask.code or "nothing"), function()
    local found = false
    for _, one in ipairs(codes()) do
      found = found or one[1] == ask.code
    end
    return ask.code == nil or found ~= (ask.gone or false)
  end)
  return codes()
end

function ops.complete(ask)
  local buffer = show(ask.file)
  vim.cmd.normal({ "G$", bang = true })
  vim.cmd.startinsert({ bang = true })
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local line = vim.api.nvim_buf_line_count(buffer) - 1
  local last = vim.api.nvim_buf_get_lines(buffer, line, line + 1, true)[1]
  params.position = { line = line, character = vim.str_utfindex(last, #last) }
  for _, item in ipairs(request(buffer, "textDocument/completion", params).items) do
    if item.label == ask.label then
      vim.lsp.util.apply_text_edits({ item.textEdit }, buffer, client.offset_encoding)
      return vim.api.nvim_buf_get_lines(buffer, -2, -1, true)[1]
    end
  end
  error("no completion " .. ask.label)
end

function ops.hover(ask)
  go(ask.place)
  vim.lsp.buf.hover()
  local shown
  wait("hover " .. ask.place.words, function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      shown = vim.api.nvim_win_get_config(window).relative ~= "" and window or shown
    end
    return shown ~= nil
  end)
  local lines = text(vim.api.nvim_win_get_buf(shown))
  vim.api.nvim_win_close(shown, true)
  return table.concat(lines, "\n")
end

function ops.define(ask)
  go(ask.place)
  return items(vim.lsp.buf.definition)
end

function ops.refer(ask)
  go(ask.place)
  return items(function(options)
    vim.lsp.buf.references(nil, options)
  end)
end

function ops.symbols(ask)
  show(ask.file)
  return items(vim.lsp.buf.document_symbol)
end

function ops.search(ask)
  return items(function(options)
    vim.lsp.buf.workspace_symbol(ask.query, options)
  end)
end

function ops.highlight(ask)
  local buffer = go(ask.place)
  local space = vim.api.nvim_create_namespace("vim_lsp_references")
  local marks
  vim.lsp.buf.document_highlight()
  wait("highlights", function()
    marks = vim.api.nvim_buf_get_extmarks(buffer, space, 0, -1, {})
    return #marks > 0
  end)
  vim.lsp.buf.clear_references()
  return vim.tbl_map(function(mark)
    return mark[2]
  end, marks)
end

function ops.rename(ask)
  go(ask.place)
  changing("a new name", function()
    vim.lsp.buf.rename(ask.new)
  end)
end

function ops.format(ask)
  local buffer = show(ask.file)
  vim.lsp.buf.format({ bufnr = buffer, timeout_ms = 60000 })
end

function ops.act(ask)
  local _, first, last = go(ask.place)
  changing(ask.title, function()
    vim.lsp.buf.code_action({
      apply = true,
      context = { only = ask.only, diagnostics = {} },
      filter = function(action)
        return vim.startswith(action.title, ask.title)
      end,
      range = { start = { ask.place.line + 1, first }, ["end"] = { ask.place.line + 1, last } },
    })
  end)
end

function ops.cursor()
  local line, column = unpack(vim.api.nvim_win_get_cursor(0))
  return {
    file = vim.fs.basename(vim.api.nvim_buf_get_name(0)),
    line = line - 1,
    before = vim.api.nvim_get_current_line():sub(1, column),
  }
end

function ops.lenses(ask)
  local buffer = show(ask.file)
  vim.lsp.codelens.refresh({ bufnr = buffer })
  wait("lenses", function()
    return #vim.lsp.codelens.get(buffer) > 0
  end)
  return vim.tbl_map(function(one)
    return { one.range.start.line, one.command.title }
  end, vim.lsp.codelens.get(buffer))
end

function ops.run_lens(ask)
  go(ask.place)
  local before = ops.cursor()
  vim.lsp.codelens.run()
  wait("a place", function()
    return not vim.deep_equal(ops.cursor(), before)
  end)
end

function ops.hints(ask)
  local buffer = show(ask.file)
  vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  wait("hints", function()
    return #vim.lsp.inlay_hint.get({ bufnr = buffer }) > 0
  end)
  return vim.tbl_map(function(one)
    return { one.inlay_hint.position.line, one.inlay_hint.label }
  end, vim.lsp.inlay_hint.get({ bufnr = buffer }))
end

function ops.colour(ask)
  local buffer, first = go(ask.place)
  local kind
  wait("colours", function()
    local tokens = vim.lsp.semantic_tokens.get_at_pos(buffer, ask.place.line, first)
    kind = tokens and tokens[1] and tokens[1].type
    return kind ~= nil
  end)
  return kind
end

function ops.folds(ask)
  return #request(show(ask.file), "textDocument/foldingRange", {})
end

function ops.links(ask)
  return vim.tbl_map(function(one)
    return one.target
  end, request(show(ask.file), "textDocument/documentLink", {}))
end

function ops.select(ask)
  local buffer, first = go(ask.place)
  local position = { line = ask.place.line, character = first + 1 }
  local found, steps = request(buffer, "textDocument/selectionRange", { positions = { position } })[1], {}
  while found do
    local from, to = found.range.start, found.range["end"]
    table.insert(steps, { from.line, to.line })
    found = found.parent
  end
  return steps
end

function ops.resolve(ask)
  local found = request(show(ask.file), "workspace/symbol", { query = ask.query })[1]
  local answers = vim.lsp.buf_request_sync(0, "workspaceSymbol/resolve", found, 60000)
  local _, answer = next(answers)
  return answer.result.location.range.start.line
end

function ops.preview(ask)
  local buffer = show(ask.file)
  vim.lsp.buf.execute_command({ command = "newscorpus.preview", arguments = { vim.uri_from_bufnr(buffer) } })
  wait("a browser", function()
    return opened ~= nil
  end)
  return opened
end

function ops.state()
  return {
    used = vim.tbl_keys(used),
    commands = vim.tbl_keys(commands),
    announced = client.server_capabilities,
    progress = progress,
  }
end

for line in io.stdin:lines() do
  local ask = vim.json.decode(line)
  local done, result = pcall(ops[ask.op], ask)
  io.stdout:write(vim.json.encode({ ok = done, error = not done and tostring(result) or nil, result = done and result or nil }) .. "\n")
  io.stdout:flush()
end
if client then
  vim.lsp.stop_client(client.id)
  wait("the end", function()
    return client.is_stopped()
  end)
end
vim.cmd("qall!")
