// Loaded into a store before it starts: SIGUSR2 sets its clock 25 hours ahead, when tokens have run out.
const AHEAD_MS = 25 * 3_600_000;
const RealDate = Date;
let shiftMs = 0;

globalThis.Date = class extends RealDate {
  constructor(...args) {
    super(...(args.length === 0 ? [RealDate.now() + shiftMs] : args));
  }
  static now() {
    return RealDate.now() + shiftMs;
  }
};
process.on('SIGUSR2', () => {
  shiftMs = AHEAD_MS;
});
