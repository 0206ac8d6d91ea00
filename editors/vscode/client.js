// A session with a language server over the standard streams of its process: JSON-RPC 2.0 as LSP frames it.
"use strict";
const { spawn } = require("node:child_process");

class Client {
  /**
   * @param {{command: string, args: string[], cwd?: string}} started The program of the server.
   * @param {(line: string) => void} log Takes what the server writes to standard error, and what goes wrong.
   * @param {(code: number | null) => void} ended Is called when the process has ended by itself.
   */
  constructor(started, log, ended) {
    this.log = log;
    this.handlers = new Map();
    this.waiting = new Map();
    this.next = 1;
    this.stopping = false;
    this.rest = Buffer.alloc(0);
    this.process = spawn(started.command, started.args, { cwd: started.cwd, stdio: ["pipe", "pipe", "pipe"] });
    this.process.stdout.on("data", (data) => this.read(data));
    this.process.stderr.on("data", (data) => log(String(data).trimEnd()));
    this.process.stdin.on("error", (error) => log(String(error)));
    this.over = new Promise((done) => {
      const end = (why, code) => {
        for (const { reject } of this.waiting.values()) reject(new Error(why));
        this.waiting.clear();
        if (!this.stopping) ended(code);
        this.stopping = true;
        done();
      };
      this.process.on("error", (error) => (log(error.message), end(error.message, null)));
      this.process.on("exit", (code) => end(`the server has ended with exit code ${code}`, code));
    });
  }

  /** Sets what a request or notification of the server does; of a request, it returns the answer. */
  on(method, handler) {
    this.handlers.set(method, handler);
  }

  /** Sends a request and resolves to its answer; `token`, if any, cancels it. */
  request(method, params, token) {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      if (this.stopping && method !== "shutdown") return reject(new Error("the server has ended"));
      this.waiting.set(id, { resolve, reject });
      token?.onCancellationRequested(() => this.notify("$/cancelRequest", { id }));
      this.send({ id, method, params });
    });
  }

  notify(method, params) {
    this.send({ method, params });
  }

  send(message) {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    if (this.process.stdin.writable) {
      this.process.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
      this.process.stdin.write(body);
    }
  }

  read(data) {
    this.rest = Buffer.concat([this.rest, data]);
    for (;;) {
      const end = this.rest.indexOf("\r\n\r\n");
      if (end < 0) return;
      const size = Number(/content-length: *(\d+)/i.exec(this.rest.toString("latin1", 0, end))?.[1]);
      if (!Number.isInteger(size)) {
        this.log("the server sent a message without a length");
        this.process.kill();
        return;
      }
      if (this.rest.length < end + 4 + size) return;
      const body = this.rest.toString("utf8", end + 4, end + 4 + size);
      this.rest = this.rest.subarray(end + 4 + size);
      this.take(JSON.parse(body));
    }
  }

  take(message) {
    const waiting = message.method === undefined && this.waiting.get(message.id);
    if (waiting) {
      this.waiting.delete(message.id);
      if (message.error) waiting.reject(Object.assign(new Error(message.error.message), { code: message.error.code }));
      else waiting.resolve(message.result ?? null);
    } else if (message.method !== undefined) {
      this.answer(message);
    }
  }

  async answer({ id, method, params }) {
    const handler = this.handlers.get(method);
    try {
      if (!handler && id !== undefined) throw Object.assign(new Error(`no ${method} here`), { code: -32601 });
      const result = await handler?.(params);
      if (id !== undefined) this.send({ id, result: result ?? null });
    } catch (error) {
      if (id === undefined) this.log(`${method}: ${error.message}`);
      else this.send({ id, error: { code: error.code ?? -32603, message: error.message } });
    }
  }

  /** Ends the session, and the process if it does not end by itself. */
  async stop() {
    if (this.stopping) return this.over;
    this.stopping = true;
    const late = setTimeout(() => this.process.kill(), 5000);
    await this.request("shutdown", undefined).catch(() => {});
    this.notify("exit", undefined);
    await this.over;
    clearTimeout(late);
  }
}

module.exports = { Client };
