import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { expect } from "@playwright/test";

/** One delivery as it arrived. */
export interface Told {
  headers: IncomingHttpHeaders;
  body: string;
}

/** Another system that is told of events. */
export class Receiver {
  readonly taken: Told[] = [];
  status = 200;
  private readonly server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      this.taken.push({ headers: request.headers, body: Buffer.concat(parts).toString("utf8") });
      response.writeHead(this.status).end(this.status < 300 ? "taken" : "out of order");
    });
  });
  readonly place = process.env.KEPU_RECEIVER ?? "127.0.0.1:9099";

  async start(): Promise<void> {
    const [host, port] = this.place.split(":");
    await new Promise<void>((done) => this.server.listen(Number(port), host, done));
  }
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
  /** The latest of a filing, once there are so many. */
  async latest(filing: string, count = 1): Promise<Told> {
    const own = () => this.taken.filter((one) => one.body.includes(filing));
    await expect.poll(() => own().length, { timeout: 30_000 }).toBeGreaterThanOrEqual(count);
    return own().at(-1)!;
  }
}

/** How many of the signatures were made with this secret. */
export function signatures(one: Told, secret: string): number {
  const parts = String(one.headers["x-kepu-signature"]).split(",").map((part) => part.split("="));
  const time = parts.find(([key]) => key === "t")?.[1] ?? "";
  const right = createHmac("sha256", secret).update(`${time}.${one.body}`).digest("hex");
  return parts.filter(([key, value]) => key === "v1" && value === right).length;
}
