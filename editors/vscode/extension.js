// Starts `newscorpus lsp` for the annotations of a window, and shows what it says. It has no dependencies.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");
const { Client } = require("./client");
const to = require("./convert");
const { CAPABILITIES, register } = require("./features");

const FILES = [{ scheme: "file", language: "yaml" }, { scheme: "file", language: "plaintext" }];
const WORDS = { 1: "showErrorMessage", 2: "showWarningMessage", 3: "showInformationMessage" };

const SILENT = { appendLine() {}, show() {} };

let session = null;
let log = SILENT;
let restarted = Promise.resolve();

/** The program of the server, by the settings; else that of `.venv`, else that on PATH. */
function program() {
  const settings = vscode.workspace.getConfiguration("newscorpus");
  const cwd = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const interpreter = settings.get("interpreter");
  if (interpreter) return { command: interpreter, args: ["-m", "newscorpus", "lsp"], cwd };
  const [folder, name] = process.platform === "win32" ? ["Scripts", "newscorpus.exe"] : ["bin", "newscorpus"];
  const own = cwd && path.join(cwd, ".venv", folder, name);
  const command = settings.get("command") || (own && fs.existsSync(own) ? own : "newscorpus");
  return { command, args: ["lsp"], cwd };
}

class Session {
  constructor() {
    this.rest = [];
    this.diagnostics = vscode.languages.createDiagnosticCollection("newscorpus");
    this.rest.push(this.diagnostics);
    const started = program();
    log.appendLine(`starts ${[started.command, ...started.args].join(" ")}`);
    this.client = new Client(started, (line) => log.appendLine(line), (code) => this.ended(started, code));
    const { client } = this;
    client.on("textDocument/publishDiagnostics", (params) => this.publish(params));
    client.on("window/showDocument", showDocument);
    client.on("window/showMessage", ({ type, message }) => void vscode.window[WORDS[type] ?? WORDS[3]](message));
    client.on("window/logMessage", ({ message }) => log.appendLine(message));
    client.on("window/workDoneProgress/create", () => null);
    client.on("workspace/applyEdit", async ({ edit }) => {
      try {
        return { applied: await vscode.workspace.applyEdit(to.workspaceEdit(edit)) };
      } catch (error) {
        return { applied: false, failureReason: error.message };
      }
    });
    client.on("client/registerCapability", ({ registrations }) => registrations.forEach((one) => this.watch(one)));
  }

  async start() {
    const { client } = this;
    const settings = vscode.workspace.getConfiguration("newscorpus");
    const folders = vscode.workspace.workspaceFolders?.map((one) => ({ uri: one.uri.toString(), name: one.name }));
    const { capabilities } = await client.request("initialize", {
      processId: process.pid,
      clientInfo: { name: "vscode-newscorpus", version: require("./package.json").version },
      rootUri: folders?.[0]?.uri ?? null,
      workspaceFolders: folders ?? null,
      capabilities: CAPABILITIES,
      initializationOptions: {
        besideYamlLanguageServer: settings.get("besideYamlLanguageServer"),
        offsets: settings.get("offsets"),
      },
    });
    if (client.stopping) return;
    client.notify("initialized", {});
    this.rest.push(...register(client, capabilities, FILES));
    for (const name of capabilities.executeCommandProvider?.commands ?? []) {
      this.rest.push(vscode.commands.registerCommand(name, (...given) => this.execute(name, given)));
    }
    const { workspace } = vscode;
    this.rest.push(
      workspace.onDidOpenTextDocument((document) => this.open(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.change(document)),
      workspace.onDidSaveTextDocument((document) => this.say(document, "textDocument/didSave", {})),
      workspace.onDidCloseTextDocument((document) => this.say(document, "textDocument/didClose", {})),
    );
    workspace.textDocuments.forEach((document) => this.open(document));
    await running(true);
  }

  /* Only what the server knows. */
  say(document, method, more) {
    if (vscode.languages.match(FILES, document)) this.client.notify(method, { textDocument: to.identifier(document), ...more });
  }

  open(document) {
    const textDocument = { ...to.identifier(document), languageId: document.languageId, version: document.version, text: document.getText() };
    this.say(document, "textDocument/didOpen", { textDocument });
  }

  change(document) {
    const textDocument = { ...to.identifier(document), version: document.version };
    this.say(document, "textDocument/didChange", { textDocument, contentChanges: [{ text: document.getText() }] });
  }

  publish({ uri, diagnostics, version }) {
    const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === to.uri(uri).toString());
    if (open && version !== undefined && version !== null && version !== open.version) return; // another follows
    this.diagnostics.set(to.uri(uri), diagnostics.map(to.diagnostic));
  }

  watch({ method, registerOptions }) {
    if (method !== "workspace/didChangeWatchedFiles") return;
    const tell = (type) => (uri) =>
      this.client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uri.toString(), type }] });
    for (const { globPattern } of registerOptions.watchers) {
      const watcher = vscode.workspace.createFileSystemWatcher(globPattern);
      this.rest.push(watcher, watcher.onDidCreate(tell(1)), watcher.onDidChange(tell(2)), watcher.onDidDelete(tell(3)));
    }
  }

  /* A command of the server. The palette gives no arguments: then it is about the place of the cursor. */
  execute(command, given) {
    const editor = vscode.window.activeTextEditor;
    const here = editor ? [editor.document.uri.toString(), to.fromPosition(editor.selection.active)] : [];
    const args = command === "newscorpus.preview" && given.length === 0 ? here : given;
    return this.client.request("workspace/executeCommand", { command, arguments: args });
  }

  ended({ command }, code) {
    this.dispose();
    const why = code === null ? `\`${command}\` cannot be started` : `\`${command} lsp\` has ended with exit code ${code}`;
    const words = `newscorpus: ${why}. Install newscorpus with the extra lsp, or set newscorpus.interpreter.`;
    void vscode.window.showErrorMessage(words, "Show the Output").then((chosen) => chosen && log.show());
  }

  /* From then on, nothing of the server is shown: VS Code throws where something disposed is used. */
  dispose() {
    this.client.handlers.clear();
    void running(false);
    this.rest.splice(0).forEach((one) => one.dispose());
  }

  async stop() {
    this.dispose();
    await this.client.stop();
  }
}

async function showDocument({ uri, external, takeFocus, selection }) {
  if (external) return { success: await vscode.env.openExternal(to.uri(uri)) };
  try {
    const document = await vscode.workspace.openTextDocument(to.uri(uri));
    const editor = await vscode.window.showTextDocument(document, {
      preserveFocus: takeFocus === false,
      selection: selection && to.range(selection),
    });
    if (selection) editor.revealRange(to.range(selection), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    return { success: true };
  } catch {
    return { success: false };
  }
}

async function start() {
  const begun = (session = new Session());
  try {
    await begun.start();
  } catch (error) {
    log.appendLine(error.message); // the end of the process is reported by itself
  }
}

/* One after the other, since two settings may change at once, and a command can be registered only once. */
function restart() {
  restarted = restarted.then(() => session?.stop()).then(start);
  return restarted;
}

/* Whether the palette has the commands of the server. */
const running = (is) => vscode.commands.executeCommand("setContext", "newscorpus.running", is);

async function activate(context) {
  const channel = (log = vscode.window.createOutputChannel("newscorpus"));
  context.subscriptions.push(
    { dispose: () => ((log = SILENT), channel.dispose()) }, // VS Code does not wait for `deactivate`
    vscode.commands.registerCommand("newscorpus.restart", restart),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("newscorpus") && restart()),
  );
  restarted = start();
  await restarted;
}

const deactivate = () => session?.stop();

module.exports = { activate, deactivate };
