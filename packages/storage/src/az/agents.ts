import { Agent as HttpAgent, type AgentOptions } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';

interface Limits {
  /** Seconds. */
  readonly connectTimeout: number;
  readonly idleTimeout: number;
}

/** As many as a run may have requests in flight; the rest waits here and not at the other side. */
const SOCKETS = 128;

/** Connections that are kept for the next request, and given up when they stand still. */
export function agentsFor(limits: Limits): { readonly 'http:': HttpAgent; readonly 'https:': HttpsAgent } {
  const options: AgentOptions = {
    keepAlive: true,
    maxSockets: SOCKETS,
    timeout: milliseconds(limits.idleTimeout),
  };
  return {
    'http:': watched(new HttpAgent(options), 'connect', limits),
    'https:': watched(new HttpsAgent(options), 'secureConnect', limits),
  };
}

function watched<A extends HttpAgent>(agent: A, connected: string, limits: Limits): A {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = connect(options, callback) as Socket;
    const { connectTimeout, idleTimeout } = limits;
    const timer = setTimeout(
      () => socket.destroy(late(`no connection after ${connectTimeout} s`)),
      milliseconds(connectTimeout),
    );
    const stop = (): void => clearTimeout(timer);
    socket.once(connected, stop).once('close', stop);
    socket.on('timeout', () => socket.destroy(late(`nothing has moved for ${idleTimeout} s`)));
    return socket;
  };
  const reuse = agent.reuseSocket.bind(agent);
  agent.reuseSocket = (socket, request) => {
    reuse(socket, request);
    // What the server has said about its patience between two requests, Node leaves on the connection.
    (socket as Socket).setTimeout(milliseconds(limits.idleTimeout));
  };
  return agent;
}

/** A code that the SDK takes for a reason to try again. */
function late(message: string): Error {
  return Object.assign(new Error(message), { code: 'ETIMEDOUT' });
}

function milliseconds(seconds: number): number {
  return Math.min(Math.ceil(seconds * 1000), 2 ** 31 - 1);
}
