import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { receive } from './arrival.ts';
import type { Arrival, RequestLog } from './arrival.ts';
import type { Fault, Faults } from './faults.ts';
import { Refusal } from './reply.ts';
import type { Reply } from './reply.ts';
import { sendReply } from './send.ts';

export interface Application {
  answer(arrival: Arrival): Promise<Reply>;
  /** What a request outside of the context path gets, and what an exception of a handler turns into. */
  crash(arrival: Arrival, error: unknown): Reply;
  /** False: the reply goes out while the body is still coming. */
  readsBodyFirst(): boolean;
}

export interface Listener {
  readonly origin: string;
  readonly requests: RequestLog[];
  stop(): Promise<void>;
}

/** Serves an application on a local port, with faults and a request log. */
export async function listen(
  application: Application,
  faults: Faults,
  options: { readonly host: string; readonly port: number; readonly contextPath: string },
): Promise<Listener> {
  const requests: RequestLog[] = [];
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 }, (request, response) => {
    // A client that went away is no error of the server; its log entry keeps status 0.
    handle(request, response).catch(() => response.destroy());
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrival = receive(request, faults, options.contextPath);
    requests.push(arrival.log);
    const { fault, log } = arrival;
    if (fault && (await meetsFaultFirst(fault, arrival, request, response))) return;
    const reply = arrival.target.startsWith('/') ? await respond(application, arrival) : outsideContext();
    if (application.readsBodyFirst()) await drain(arrival.body);
    if (fault?.kind === 'drop-after-commit') return void request.socket.destroy();
    if (fault?.kind === 'stall-after-commit') return;
    await sendReply(request, response, fault?.kind === 'status' ? proxyReply(fault) : reply, log, fault);
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return { origin: `http://${host}:${port}`, requests, stop: () => stop(server) };
}

/** Handles the faults under which nothing is done; true when that was the end of the request. */
async function meetsFaultFirst(
  fault: Fault,
  arrival: Arrival,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  switch (fault.kind) {
    case 'drop-before-commit':
      await drain(arrival.body, fault.afterBytes);
      request.socket.destroy();
      return true;
    case 'stall-before':
      await drain(arrival.body);
      return true;
    case 'redirect':
      await drain(arrival.body);
      await sendReply(request, response, redirect(fault), arrival.log);
      return true;
    case 'status':
      if (fault.afterCommit) return false;
      await drain(arrival.body);
      await sendReply(request, response, proxyReply(fault), arrival.log);
      return true;
    default:
      return false;
  }
}

async function respond(application: Application, arrival: Arrival): Promise<Reply> {
  try {
    return await application.answer(arrival);
  } catch (error) {
    return error instanceof Refusal ? error.reply : application.crash(arrival, error);
  }
}

async function drain(body: AsyncIterable<Buffer>, limit = Infinity): Promise<void> {
  let read = 0;
  for await (const chunk of body) {
    read += chunk.length;
    if (read >= limit) return;
  }
}

function proxyReply(fault: Fault): Reply {
  const status = fault.status ?? 503;
  const headers: Record<string, string> = { 'content-type': 'text/html' };
  if (fault.retryAfter !== undefined) headers['retry-after'] = fault.retryAfter;
  return { status, headers, body: fault.body ?? `<html><body><h1>${status}</h1></body></html>` };
}

function redirect(fault: Fault): Reply {
  return { status: fault.status ?? 302, headers: { location: fault.location ?? '/login' }, body: '' };
}

function outsideContext(): Reply {
  return {
    status: 404,
    headers: { 'content-type': 'text/html' },
    body: '<html><body><h1>404</h1></body></html>',
  };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
