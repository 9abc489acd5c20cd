import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export const DICTIONARY = '/usr/share/freeradius';

/** Starts a FreeRADIUS that forwards to us and acknowledges every Disconnect-Request. */
export async function startFreeRadius(at: Placing): Promise<{ stop(): Promise<void> }> {
  const { folder } = at;
  await writeFile(join(folder, 'radiusd.conf'), configuration(at));
  const args = ['-f', '-l', 'stdout', '-d', folder, '-D', DICTIONARY, '-n', 'radiusd'];
  const child = spawn('freeradius', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (data: Buffer) => {
      said += data.toString();
      if (said.includes('Ready to process requests')) resolve();
    });
    child.once('exit', () => reject(new Error(said)));
  });
  return { stop: () => stop(child) };
}

type Placing = {
  folder: string;
  /** Where it receives accounting, and Disconnect-Requests. */
  proxyPort: number;
  nasPort: number;
  /** Where it forwards accounting to. */
  storePort: number;
  secret: string;
};

function configuration({ folder, proxyPort, nasPort, storePort, secret }: Placing): string {
  return `
prefix = ${folder}
logdir = ${folder}
run_dir = ${folder}
libdir = /usr/lib/freeradius
pidfile = ${folder}/radiusd.pid
security {
  allow_core_dumps = no
}
proxy_requests = yes
thread pool {
  start_servers = 1
  max_servers = 2
  min_spare_servers = 1
  max_spare_servers = 2
}
client local {
  ipaddr = 127.0.0.1
  secret = ${secret}
}
home_server store {
  type = acct
  ipaddr = 127.0.0.1
  port = ${storePort}
  secret = ${secret}
}
home_server_pool stores {
  home_server = store
}
realm store {
  acct_pool = stores
}
modules {
  always ok {
    rcode = ok
  }
}
listen {
  type = proxy
  ipaddr = 127.0.0.1
  port = 0
}
${serverOf({ proxyPort, nasPort })}`;
}

function serverOf({ proxyPort, nasPort }: Pick<Placing, 'proxyPort' | 'nasPort'>): string {
  return `server default {
  listen {
    type = acct
    ipaddr = 127.0.0.1
    port = ${proxyPort}
  }
  listen {
    type = coa
    ipaddr = 127.0.0.1
    port = ${nasPort}
  }
  preacct {
    update control {
      Proxy-To-Realm := store
    }
  }
  accounting {
    ok
  }
  recv-coa {
    ok
  }
  send-coa {
    ok
  }
}
`;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.removeAllListeners('exit');
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

/** Returns a free UDP port. */
export async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}
