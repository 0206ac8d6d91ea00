// Values of the protocol <-> those of VS Code. Both count lines from 0, and characters in UTF-16.
"use strict";
const vscode = require("vscode");

const position = (one) => new vscode.Position(one.line, one.character);
const range = (one) => new vscode.Range(position(one.start), position(one.end));
const uri = (one) => vscode.Uri.parse(one);
const location = (one) => new vscode.Location(uri(one.uri), range(one.range));
const textEdit = (one) => new vscode.TextEdit(range(one.range), one.newText);
const many = (list, convert) => (list ?? []).map(convert);

const fromPosition = (one) => ({ line: one.line, character: one.character });
const fromRange = (one) => ({ start: fromPosition(one.start), end: fromPosition(one.end) });
const identifier = (document) => ({ uri: document.uri.toString() });

function markdown(content) {
  if (content === undefined || content === null) return undefined;
  if (typeof content === "string") return content;
  return content.kind === "markdown" ? new vscode.MarkdownString(content.value) : content.value;
}

/* VS Code has no versions in its edits: those of another version would change other words. */
function refuseOtherVersion({ uri: name, version }) {
  const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri(name).toString());
  if (open && Number.isInteger(version) && version !== open.version) {
    throw new Error(`${name.split("/").pop()} has changed in the meantime; try again`);
  }
}

function workspaceEdit(given) {
  const made = new vscode.WorkspaceEdit();
  for (const [name, edits] of Object.entries(given.changes ?? {})) made.set(uri(name), edits.map(textEdit));
  for (const change of given.documentChanges ?? []) {
    if (change.kind === "create") made.createFile(uri(change.uri), change.options);
    else if (change.kind === "rename") made.renameFile(uri(change.oldUri), uri(change.newUri), change.options);
    else if (change.kind === "delete") made.deleteFile(uri(change.uri), change.options);
    else {
      refuseOtherVersion(change.textDocument);
      made.set(uri(change.textDocument.uri), change.edits.map(textEdit));
    }
  }
  return made;
}

const LANGUAGE_SEVERITY = { 1: 0, 2: 1, 3: 2, 4: 3 }; // VS Code counts from 0

/* The diagnostic of the server stays with that of VS Code: code actions send it back. */
const own = new WeakMap();

function diagnostic(given) {
  const made = new vscode.Diagnostic(range(given.range), given.message, LANGUAGE_SEVERITY[given.severity ?? 1]);
  made.source = given.source;
  made.code = given.codeDescription ? { value: given.code, target: uri(given.codeDescription.href) } : given.code;
  made.relatedInformation = many(given.relatedInformation, (one) =>
    new vscode.DiagnosticRelatedInformation(location(one.location), one.message));
  made.tags = given.tags;
  own.set(made, given);
  return made;
}

function fromDiagnostic(made) {
  const code = made.code?.value ?? made.code;
  return own.get(made) ?? { range: fromRange(made.range), message: made.message, severity: made.severity + 1, source: made.source, code };
}

function completionItem(given, defaults) {
  const label = given.labelDetails ? { label: given.label, ...given.labelDetails } : given.label;
  const made = new vscode.CompletionItem(label, given.kind === undefined ? undefined : given.kind - 1);
  const snippet = given.insertTextFormat === 2;
  const words = given.textEdit?.newText ?? given.insertText ?? given.label;
  made.insertText = snippet ? new vscode.SnippetString(words) : words;
  const place = given.textEdit?.range ?? given.textEdit?.replace ?? defaults?.editRange;
  if (place) made.range = range(place);
  for (const name of ["detail", "sortText", "filterText", "preselect", "command", "commitCharacters", "tags"]) {
    if (given[name] !== undefined) made[name] = given[name];
  }
  made.documentation = markdown(given.documentation);
  made.additionalTextEdits = given.additionalTextEdits?.map(textEdit);
  return made;
}

function symbol(given) {
  const made = new vscode.DocumentSymbol(given.name, given.detail ?? "", given.kind - 1, range(given.range), range(given.selectionRange));
  made.children = many(given.children, symbol);
  return made;
}

function codeAction(given) {
  if (typeof given.command === "string") return given;
  const made = new vscode.CodeAction(given.title, given.kind ? new vscode.CodeActionKind(given.kind) : undefined);
  if (given.edit) made.edit = workspaceEdit(given.edit);
  if (given.diagnostics) made.diagnostics = given.diagnostics.map(diagnostic);
  made.command = given.command;
  made.isPreferred = given.isPreferred;
  made.disabled = given.disabled;
  return made;
}

function inlayHint(given) {
  const parts = typeof given.label === "string" ? given.label : given.label.map((one) => {
    const made = new vscode.InlayHintLabelPart(one.value);
    made.tooltip = markdown(one.tooltip);
    if (one.location) made.location = location(one.location);
    made.command = one.command;
    return made;
  });
  const made = new vscode.InlayHint(position(given.position), parts, given.kind);
  made.tooltip = markdown(given.tooltip);
  [made.paddingLeft, made.paddingRight] = [given.paddingLeft, given.paddingRight];
  made.textEdits = given.textEdits?.map(textEdit);
  return made;
}

function selectionRange(given) {
  return new vscode.SelectionRange(range(given.range), given.parent ? selectionRange(given.parent) : undefined);
}

module.exports = {
  codeAction, completionItem, diagnostic, fromDiagnostic, fromPosition, fromRange, identifier, inlayHint, location,
  many, markdown, position, range, selectionRange, symbol, textEdit, uri, workspaceEdit,
};
