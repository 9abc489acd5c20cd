import { runProgram } from './program.ts';

// A reader that has seen enough (`gigastore packages | head -1`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
});
process.exitCode = await runProgram(process.argv.slice(2));
