// The features of the server that VS Code can show: for each, what registers it, and what asks the server.
"use strict";
const vscode = require("vscode");
const to = require("./convert");

const at = (document, position) => ({ textDocument: to.identifier(document), position: to.fromPosition(position) });
const of = (document) => ({ textDocument: to.identifier(document) });
const options = ({ tabSize, insertSpaces }) => ({ tabSize, insertSpaces });

/* A capability of the server -> what registers the provider. `ask` sends a request that VS Code may cancel. */
const FEATURES = {
  completionProvider: (files, ask, { triggerCharacters = [] }) =>
    vscode.languages.registerCompletionItemProvider(files, {
      async provideCompletionItems(document, position, token, { triggerKind, triggerCharacter }) {
        const context = { triggerKind: triggerKind + 1, triggerCharacter };
        const found = await ask("textDocument/completion", { ...at(document, position), context }, token);
        const { items, isIncomplete, itemDefaults } = Array.isArray(found) ? { items: found } : found ?? { items: [] };
        return new vscode.CompletionList(items.map((one) => to.completionItem(one, itemDefaults)), isIncomplete);
      },
    }, ...triggerCharacters),

  hoverProvider: (files, ask) =>
    vscode.languages.registerHoverProvider(files, {
      async provideHover(document, position, token) {
        const found = await ask("textDocument/hover", at(document, position), token);
        return found && new vscode.Hover(to.markdown(found.contents), found.range && to.range(found.range));
      },
    }),

  definitionProvider: (files, ask) =>
    vscode.languages.registerDefinitionProvider(files, {
      async provideDefinition(document, position, token) {
        return to.many(await ask("textDocument/definition", at(document, position), token), to.location);
      },
    }),

  referencesProvider: (files, ask) =>
    vscode.languages.registerReferenceProvider(files, {
      async provideReferences(document, position, context, token) {
        return to.many(await ask("textDocument/references", { ...at(document, position), context }, token), to.location);
      },
    }),

  documentHighlightProvider: (files, ask) =>
    vscode.languages.registerDocumentHighlightProvider(files, {
      async provideDocumentHighlights(document, position, token) {
        const found = await ask("textDocument/documentHighlight", at(document, position), token);
        return to.many(found, (one) => new vscode.DocumentHighlight(to.range(one.range), (one.kind ?? 1) - 1));
      },
    }),

  renameProvider: (files, ask) =>
    vscode.languages.registerRenameProvider(files, {
      async prepareRename(document, position, token) {
        const found = await ask("textDocument/prepareRename", at(document, position), token);
        if (!found) throw new Error("There is no id here.");
        return { range: to.range(found.range), placeholder: found.placeholder };
      },
      async provideRenameEdits(document, position, newName, token) {
        const found = await ask("textDocument/rename", { ...at(document, position), newName }, token);
        return found && to.workspaceEdit(found);
      },
    }),

  documentSymbolProvider: (files, ask) =>
    vscode.languages.registerDocumentSymbolProvider(files, {
      async provideDocumentSymbols(document, token) {
        return to.many(await ask("textDocument/documentSymbol", of(document), token), to.symbol);
      },
    }),

  workspaceSymbolProvider: (_, ask) =>
    vscode.languages.registerWorkspaceSymbolProvider({
      async provideWorkspaceSymbols(query, token) {
        const found = await ask("workspace/symbol", { query }, token);
        return to.many(found, (one) =>
          new vscode.SymbolInformation(one.name, one.kind - 1, one.containerName ?? "", to.location(one.location)));
      },
    }),

  codeActionProvider: (files, ask, { codeActionKinds = [] }) =>
    vscode.languages.registerCodeActionsProvider(files, {
      async provideCodeActions(document, range, { diagnostics, only, triggerKind }, token) {
        const context = { diagnostics: diagnostics.map(to.fromDiagnostic), only: only && [only.value], triggerKind };
        const found = await ask("textDocument/codeAction", { ...of(document), range: to.fromRange(range), context }, token);
        return to.many(found, to.codeAction);
      },
    }, { providedCodeActionKinds: codeActionKinds.map((one) => new vscode.CodeActionKind(one)) }),

  codeLensProvider: (files, ask) =>
    vscode.languages.registerCodeLensProvider(files, {
      async provideCodeLenses(document, token) {
        const found = await ask("textDocument/codeLens", of(document), token);
        return to.many(found, (one) => new vscode.CodeLens(to.range(one.range), one.command));
      },
    }),

  inlayHintProvider: (files, ask) =>
    vscode.languages.registerInlayHintsProvider(files, {
      async provideInlayHints(document, range, token) {
        const found = await ask("textDocument/inlayHint", { ...of(document), range: to.fromRange(range) }, token);
        return to.many(found, to.inlayHint);
      },
    }),

  documentLinkProvider: (files, ask) =>
    vscode.languages.registerDocumentLinkProvider(files, {
      async provideDocumentLinks(document, token) {
        const found = await ask("textDocument/documentLink", of(document), token);
        return to.many(found, (one) => new vscode.DocumentLink(to.range(one.range), one.target && to.uri(one.target)));
      },
    }),

  foldingRangeProvider: (files, ask) =>
    vscode.languages.registerFoldingRangeProvider(files, {
      async provideFoldingRanges(document, _, token) {
        const found = await ask("textDocument/foldingRange", of(document), token);
        return to.many(found, (one) => new vscode.FoldingRange(one.startLine, one.endLine));
      },
    }),

  selectionRangeProvider: (files, ask) =>
    vscode.languages.registerSelectionRangeProvider(files, {
      async provideSelectionRanges(document, positions, token) {
        const asked = { ...of(document), positions: positions.map(to.fromPosition) };
        return to.many(await ask("textDocument/selectionRange", asked, token), to.selectionRange);
      },
    }),

  documentFormattingProvider: (files, ask) =>
    vscode.languages.registerDocumentFormattingEditProvider(files, {
      async provideDocumentFormattingEdits(document, given, token) {
        return to.many(await ask("textDocument/formatting", { ...of(document), options: options(given) }, token), to.textEdit);
      },
    }),
};

/* What this client can do, as the server is told. Diagnostics are sent by the server, not asked for. */
const CAPABILITIES = {
  general: { positionEncodings: ["utf-16"] },
  window: { showDocument: { support: true }, workDoneProgress: true },
  workspace: {
    applyEdit: true,
    workspaceEdit: { documentChanges: true, resourceOperations: ["create", "rename", "delete"] },
    didChangeWatchedFiles: { dynamicRegistration: true },
    symbol: {},
  },
  textDocument: {
    synchronization: { didSave: true },
    publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true, tagSupport: { valueSet: [1, 2] } },
    completion: {
      contextSupport: true,
      completionItem: { snippetSupport: true, documentationFormat: ["markdown", "plaintext"], labelDetailsSupport: true, preselectSupport: true },
      completionList: { itemDefaults: ["editRange"] },
    },
    hover: { contentFormat: ["markdown", "plaintext"] },
    definition: {}, references: {}, documentHighlight: {}, codeLens: {}, documentLink: {}, selectionRange: {}, formatting: {},
    rename: { prepareSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: {
      isPreferredSupport: true,
      disabledSupport: true,
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["", "quickfix", "refactor", "source", "source.fixAll"] } },
    },
    foldingRange: { lineFoldingOnly: true },
    inlayHint: {},
  },
};

/** Registers what the server offers; returns what unregisters it. */
function register(client, given, files) {
  const ask = async (method, params, token) => {
    try {
      return await client.request(method, params, token);
    } catch (error) {
      if (error.code === -32800 || client.stopping) return null; // cancelled, or over
      throw error;
    }
  };
  return Object.entries(FEATURES)
    .filter(([name]) => given[name])
    .map(([name, add]) => add(files, ask, given[name] === true ? {} : given[name]));
}

module.exports = { CAPABILITIES, register };
