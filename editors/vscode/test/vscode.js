// What the extension uses of VS Code's API, for a window without one. Values are as VS Code has them; `window.did` keeps
// what was shown, and `provider` gives what was registered.
"use strict";

class Disposable {
  constructor(dispose = () => {}) {
    this.dispose = dispose;
  }
}
class Emitter {
  constructor() {
    this.listeners = new Set();
    this.event = (listener) => {
      this.listeners.add(listener);
      return new Disposable(() => this.listeners.delete(listener));
    };
  }
  fire(value) {
    for (const listener of this.listeners) listener(value);
  }
}
class Position {
  constructor(line, character) {
    if (!(line >= 0 && character >= 0)) throw new Error("illegal argument");
    Object.assign(this, { line, character });
  }
}
class Range {
  constructor(start, end) {
    if (!(start instanceof Position && end instanceof Position)) throw new Error("illegal argument");
    Object.assign(this, { start, end });
  }
}
class Uri {
  constructor(text) {
    this.text = text;
  }
  static parse(text) {
    return new Uri(text);
  }
  get fsPath() {
    return decodeURIComponent(new URL(this.text).pathname);
  }
  toString() {
    return this.text;
  }
}
/* A class whose constructor keeps its arguments under these names. */
const record = (...names) =>
  class {
    constructor(...given) {
      names.forEach((name, i) => (this[name] = given[i]));
    }
  };
class WorkspaceEdit {
  constructor() {
    this.changes = new Map();
  }
  set(uri, edits) {
    this.changes.set(uri.toString(), edits);
  }
}
class Document {
  constructor(uri, languageId, text) {
    Object.assign(this, { uri, languageId, text, version: 1 });
  }
  getText() {
    return this.text;
  }
  offset({ line, character }) {
    return this.text.split("\n").slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  }
  position(words, after = 1) {
    const before = this.text.slice(0, this.text.indexOf(words) + after).split("\n");
    return new Position(before.length - 1, before.at(-1).length);
  }
  words(range) {
    return this.text.slice(this.offset(range.start), this.offset(range.end));
  }
}

const events = Object.fromEntries(["Open", "Change", "Save", "Close"].map((name) => [name, new Emitter()]));
const configured = new Emitter();
const { properties } = require("../package.json").contributes.configuration;
const settings = {};
const contexts = {};
const commandsById = new Map();
const providers = new Map();
const diagnostics = new Map();
const did = [];
/* What VS Code does with the functions of a thing that is disposed. */
const disposable = (why, functions) => {
  let gone = false;
  const alive = (act) => (...given) => {
    if (gone) throw new Error(why);
    return act(...given);
  };
  const kept = Object.fromEntries(Object.entries(functions).map(([name, act]) => [name, alive(act)]));
  return { ...kept, dispose: () => ((gone = true), functions.dispose()) };
};
const note = (what) => (...given) => (did.push([what, ...given]), Promise.resolve(undefined));
const language = (name) => (...given) => {
  const provider = given.find((one) => typeof one === "object" && !Array.isArray(one));
  providers.set(name, provider);
  return new Disposable(() => providers.delete(name));
};
const registering = {
  CompletionItem: "CompletionItemProvider", Hover: "HoverProvider", Definition: "DefinitionProvider", Reference: "ReferenceProvider",
  DocumentHighlight: "DocumentHighlightProvider", Rename: "RenameProvider", DocumentSymbol: "DocumentSymbolProvider",
  WorkspaceSymbol: "WorkspaceSymbolProvider", CodeActions: "CodeActionsProvider", CodeLens: "CodeLensProvider",
  InlayHints: "InlayHintsProvider", DocumentLink: "DocumentLinkProvider", FoldingRange: "FoldingRangeProvider",
  SelectionRange: "SelectionRangeProvider", DocumentFormattingEdit: "DocumentFormattingEditProvider",
};

const workspace = {
  workspaceFolders: undefined,
  textDocuments: [],
  getConfiguration: (section) => ({
    get: (name) => settings[`${section}.${name}`] ?? properties[`${section}.${name}`]?.default,
  }),
  onDidOpenTextDocument: events.Open.event,
  onDidChangeTextDocument: events.Change.event,
  onDidSaveTextDocument: events.Save.event,
  onDidCloseTextDocument: events.Close.event,
  onDidChangeConfiguration: configured.event,
  createFileSystemWatcher: (pattern) => {
    did.push(["watches", pattern]);
    const never = () => new Disposable();
    return { onDidCreate: never, onDidChange: never, onDidDelete: never, dispose() {} };
  },
  async openTextDocument(uri) {
    const known = workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
    if (!known) throw new Error(`cannot open ${uri}`);
    return known;
  },
  async applyEdit(edit) {
    for (const [uri, edits] of edit.changes) {
      const document = await workspace.openTextDocument(uri);
      const sorted = edits.map((one) => [document.offset(one.range.start), document.offset(one.range.end), one.newText]);
      let text = document.text;
      for (const [start, end, words] of sorted.sort((a, b) => b[0] - a[0])) text = text.slice(0, start) + words + text.slice(end);
      module.exports.type(document, text);
    }
    return true;
  },
};

module.exports = {
  // the API
  Position, Range, Uri, WorkspaceEdit,
  Location: record("uri", "range"), TextEdit: record("range", "newText"), MarkdownString: record("value"),
  Diagnostic: record("range", "message", "severity"), DiagnosticRelatedInformation: record("location", "message"),
  CompletionItem: record("label", "kind"), CompletionList: record("items", "isIncomplete"), SnippetString: record("value"),
  Hover: record("contents", "range"), DocumentHighlight: record("range", "kind"),
  DocumentSymbol: record("name", "detail", "kind", "range", "selectionRange"),
  SymbolInformation: record("name", "kind", "containerName", "location"),
  CodeAction: record("title", "kind"), CodeActionKind: record("value"), CodeLens: record("range", "command"),
  InlayHint: record("position", "label", "kind"), InlayHintLabelPart: record("value"), DocumentLink: record("range", "target"),
  FoldingRange: record("start", "end"), SelectionRange: record("range", "parent"),
  TextEditorRevealType: { InCenterIfOutsideViewport: 2 },
  commands: {
    registerCommand(name, act) {
      if (commandsById.has(name)) throw new Error(`command '${name}' already exists`);
      commandsById.set(name, act);
      return new Disposable(() => commandsById.delete(name));
    },
    async executeCommand(name, key, value) {
      if (name !== "setContext") throw new Error(`command '${name}' not found`);
      contexts[key] = value;
    },
  },
  env: { openExternal: async (uri) => (did.push(["opens", uri.toString()]), true) },
  languages: {
    match: (selectors, { languageId, uri }) =>
      Number(selectors.some((one) => one.language === languageId && uri.toString().startsWith(`${one.scheme}:`))),
    createDiagnosticCollection: () =>
      disposable("illegal state - object is disposed", {
        set: (uri, list) => diagnostics.set(uri.toString(), list),
        dispose: () => diagnostics.clear(),
      }),
    ...Object.fromEntries(Object.entries(registering).map(([name, end]) => [`register${end}`, language(name)])),
  },
  window: {
    activeTextEditor: undefined,
    createOutputChannel: () =>
      disposable("Channel has been closed", { appendLine: (line) => did.push(["log", line]), show() {}, dispose() {} }),
    showErrorMessage: note("error"),
    showWarningMessage: note("warning"),
    showInformationMessage: note("information"),
    async showTextDocument(document, options) {
      did.push(["shows", document, options]);
      return { revealRange() {} };
    },
  },
  workspace,
  // the person at the keyboard
  contexts, did, settings,
  commandsById, providers,
  provider: (name) => providers.get(name),
  diagnostics: (document) => diagnostics.get(document.uri.toString()),
  open(uri, languageId, text) {
    const document = new Document(Uri.parse(uri), languageId, text);
    workspace.textDocuments.push(document);
    module.exports.window.activeTextEditor = { document, selection: { active: new Position(0, 0) } };
    events.Open.fire(document);
    return document;
  },
  type(document, text) {
    document.text = text;
    document.version += 1;
    events.Change.fire({ document });
  },
  save: (document) => events.Save.fire(document),
  close(document) {
    workspace.textDocuments.splice(workspace.textDocuments.indexOf(document), 1);
    events.Close.fire(document);
  },
  /* In the order of VS Code, which begins the end of an extension and does not wait for it. */
  deactivate(extension, context) {
    const ended = extension.deactivate();
    context.subscriptions.forEach((one) => one.dispose());
    return ended;
  },
  configure(name, value) {
    settings[name] = value;
    configured.fire({ affectsConfiguration: (section) => name.startsWith(section) });
  },
};
