// Drives the extension in a window without VS Code (`vscode.js`), with the real server. `node test/run.js`
// NEWSCORPUS_PYTHON is the Python with newscorpus and its extra lsp; python3 by default.
"use strict";
const assert = require("node:assert/strict");
const fs = require("node:fs");
const Module = require("node:module");
const os = require("node:os");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...more) => (name === "vscode" ? path.join(__dirname, "vscode.js") : resolve(name, ...more));
const vscode = require("vscode");
const extension = require("../extension.js");
const about = require("../package.json");

const PYTHON = process.env.NEWSCORPUS_PYTHON ?? "python3";
const ARTICLE = `format: newscorpus/1
id: talks
language: en
published: 2024-05-08
text: 🦉 Anna Berg met Carl Dahl in Oslo on Monday. “We agree,” Berg said.
actors:
  anna: {name: Anna Berg, aliases: [Berg], kind: person}
  carl: {name: Carl Dahl, kind: person}
events:
  meeting:
    kind: meeting
    type: talks
    title: 🦉 Berg meets Dahl
    participants: {participant: [anna, carl]}
    evidence: [Anna Berg met Carl Dhal in Oslo]
claims:
  - {quote: We agree, by: anna, cue: Berg said}
`;

/* Waits until something is true, as long as a loaded machine may need. */
async function until(test, what) {
  for (let i = 0; i < 3000; i++) {
    const found = await test();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`waited in vain for ${what}`);
}
const none = { onCancellationRequested: () => {} };
const ask = (name, method, ...given) => vscode.provider(name)[method](...given, none);
const said = (kind) => vscode.did.filter(([what]) => what === kind);

async function main() {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "newscorpus-")));
  const uri = pathToFileURL(path.join(folder, "talks.yaml")).href;
  fs.writeFileSync(path.join(folder, "talks.yaml"), ARTICLE);
  vscode.workspace.workspaceFolders = [{ uri: vscode.Uri.parse(pathToFileURL(folder).href), name: "folder" }];
  const context = { subscriptions: [] };

  // A program that is not there: one message says what to do.
  vscode.settings["newscorpus.command"] = path.join(folder, "absent");
  await extension.activate(context);
  await until(() => said("error").length === 1, "the error");
  assert.match(said("error")[0][1], /absent` cannot be started\. Install newscorpus/);

  assert.ok(!vscode.contexts["newscorpus.running"]);

  // With another setting, it starts by itself; what restarts it meanwhile waits for that.
  vscode.configure("newscorpus.interpreter", PYTHON);
  await vscode.commandsById.get("newscorpus.restart")();
  assert.equal(said("log").filter(([, line]) => line.startsWith("starts")).length, 3);
  assert.ok(vscode.contexts["newscorpus.running"]);
  for (const { command } of about.contributes.commands) assert.ok(vscode.commandsById.has(command), command);

  const old = vscode.open(uri.replace("file:", "git:"), "yaml", ARTICLE); // the other side of a comparison
  const document = vscode.open(uri, "yaml", ARTICLE);
  const [finding] = await until(() => vscode.diagnostics(document)?.length && vscode.diagnostics(document), "findings");
  assert.equal(finding.code, "NC301");
  assert.equal(vscode.diagnostics(old), undefined);
  assert.equal(finding.severity, 0);
  assert.match(document.words(finding.range), /Dhal/);
  assert.ok(finding.relatedInformation.length > 0);

  const at = (words, after) => document.position(words, after);
  const hover = await ask("Hover", "provideHover", document, at("kind: meeting", 7));
  assert.match(hover.contents.value, /meeting/);
  const [definition] = await ask("Definition", "provideDefinition", document, at("carl]"));
  assert.equal(definition.uri.toString(), uri);
  assert.equal(document.words(definition.range), "carl");
  const uses = await ask("Reference", "provideReferences", document, at("carl]"), { includeDeclaration: true });
  assert.equal(uses.length, 2);
  const lights = await ask("DocumentHighlight", "provideDocumentHighlights", document, at("anna, carl"));
  assert.ok(lights.every((one) => document.words(one.range) === "anna") && lights.length === 3);
  const symbols = await ask("DocumentSymbol", "provideDocumentSymbols", document);
  assert.deepEqual(symbols.map((one) => [one.name, one.children.length]), [["actors", 2], ["events", 1], ["claims", 1]]);
  const place = await ask("Rename", "prepareRename", document, at("carl]"));
  assert.equal(place.placeholder, "carl");
  await assert.rejects(ask("Rename", "prepareRename", document, at("format")), /There is no id here/);

  // The fix of the finding, found by the diagnostic that is sent back.
  const actions = await vscode.provider("CodeActions").provideCodeActions(
    document, finding.range, { diagnostics: [finding], only: undefined, triggerKind: 1 }, none);
  const fix = actions.find((one) => one.edit && one.kind.value.startsWith("quickfix") );
  assert.ok(fix, actions.map((one) => one.title).join());
  await vscode.workspace.applyEdit(fix.edit);
  assert.match(document.text, /evidence: \[Anna Berg met Carl Dahl in Oslo\]/);
  await until(() => vscode.diagnostics(document).every((one) => one.code !== "NC301"), "no more findings");

  // Completion of an id, as it is typed; the words behind the owl count as UTF-16 has them.
  vscode.type(document, document.text.replace("by: anna", "by: c"));
  const offered = await vscode.provider("CompletionItem").provideCompletionItems(
    document, at("by: c", 5), none, { triggerKind: 0 });
  const carl = offered.items.find((one) => (one.label.label ?? one.label) === "carl");
  assert.equal(document.words(carl.range), "c");
  vscode.type(document, document.text.replace("by: c", "by: anna"));
  const renamed = await ask("Rename", "provideRenameEdits", document, at("carl]"), "dahl");
  await vscode.workspace.applyEdit(renamed);
  assert.equal(document.text.match(/\bdahl\b/g).length, 2);
  await assert.rejects(ask("Rename", "provideRenameEdits", document, at("dahl]"), "anna"), /anna/);

  // All else that the server offers can be asked, and answers.
  const everything = {
    CodeLens: () => ask("CodeLens", "provideCodeLenses", document),
    DocumentFormattingEdit: () => ask("DocumentFormattingEdit", "provideDocumentFormattingEdits", document, { tabSize: 2, insertSpaces: true }),
    DocumentLink: () => ask("DocumentLink", "provideDocumentLinks", document),
    FoldingRange: () => ask("FoldingRange", "provideFoldingRanges", document, {}),
    InlayHints: () => ask("InlayHints", "provideInlayHints", document, new vscode.Range(at("format", 0), at("cue: Berg"))),
    SelectionRange: () => ask("SelectionRange", "provideSelectionRanges", document, [at("dahl]")]),
    WorkspaceSymbol: () => ask("WorkspaceSymbol", "provideWorkspaceSymbols", "anna"),
  };
  for (const [name, request] of Object.entries(everything)) {
    if (vscode.provider(name)) assert.ok(Array.isArray(await request()), name);
  }

  // The preview: the browser is opened, and a click there selects the words here.
  const address = await vscode.commandsById.get("newscorpus.preview")();
  assert.deepEqual(said("opens"), [["opens", address]]);
  const origin = new URL(address).origin;
  await until(async () => (await (await fetch(address)).text()).includes('id="e1"'), "the page");
  const click = { page: "", key: "e1", at: 5 };
  await until(async () => {
    await fetch(`${address}click`, { method: "POST", headers: { "Content-Type": "application/json", Origin: origin }, body: JSON.stringify(click) });
    return said("shows").length;
  }, "the place");
  const [, shown, options] = said("shows").at(-1);
  assert.equal(shown, document);
  assert.match(document.words(options.selection), /^Anna Berg met/);

  // What is typed while an id is renamed stays where it is.
  const renaming = ask("Rename", "provideRenameEdits", document, at("dahl]"), "carl");
  vscode.type(document, `# typed meanwhile\n${document.text}`);
  const edits = await renaming.catch((error) => assert.match(error.message, /has changed in the meantime/));
  if (edits) await vscode.workspace.applyEdit(edits);
  assert.match(document.text, /^# typed meanwhile\nformat: [^]*, (carl|dahl)\]\}\n/);

  // A file that is no annotation gets nothing; a closed one loses its findings.
  const other = vscode.open(pathToFileURL(path.join(folder, "other.yaml")).href, "yaml", "a: [\n");
  vscode.type(document, document.text.replace("kind: meeting", "kind: meting"));
  await until(() => vscode.diagnostics(document).length > 0, "findings again");
  assert.ok(!vscode.diagnostics(other)?.length);
  vscode.close(document);
  await until(() => vscode.diagnostics(document).length === 0, "no findings of a closed file");

  // In the text of an article, a selection can become an annotation; its language is plaintext.
  const told = path.join(folder, "told.txt");
  fs.writeFileSync(told, "Anna Berg met Carl Dahl.");
  fs.writeFileSync(path.join(folder, "told.yaml"), ARTICLE.replace("id: talks", "id: told").replace(/text: .*/, "text_file: told.txt"));
  const text = vscode.open(pathToFileURL(told).href, "plaintext", "Anna Berg met Carl Dahl.");
  const selection = new vscode.Range(new vscode.Position(0, 0), new vscode.Position(0, 23));
  const ways = await vscode.provider("CodeActions").provideCodeActions(
    text, selection, { diagnostics: [], only: undefined, triggerKind: 1 }, none);
  assert.ok(ways.some((one) => /is evidence of `meeting`/.test(one.title)), ways.map((one) => one.title).join());

  // The end: of the session, of its process, and of what it registered.
  await vscode.deactivate(extension, context);
  assert.equal(vscode.providers.size, 0);
  assert.equal(vscode.commandsById.size, 0);
  assert.equal(said("error").length, 1);
  const complaints = said("log").map(([, line]) => line).filter((line) => /disposed|closed|already exists/.test(line));
  assert.deepEqual(complaints, []);
  fs.rmSync(folder, { recursive: true });
  console.log(`All that is registered works: ${vscode.did.length} things were shown or logged.`);
}

main().catch((error) => {
  console.error(error);
  console.error(said("log").map(([, line]) => line).join("\n"));
  process.exit(1);
});
