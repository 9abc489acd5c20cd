import type { SimulatedNotice } from '../notices.ts';
import type { SimulatedAnswer } from '../simulator.ts';
import { idsOf, notice, stateNotices } from './notices.ts';
import { type Body, type Esim, namedIn, type State } from './state.ts';

const EID = '89049032123451234512345678901235';
/** Of the data that is left, as a notice names it. */
const THRESHOLDS = [0.5, 0.2, 0.1];

/** Lets a phone install (`install`), attach (`attach`) or use an eSIM (`use`, with a `percent`). */
export function happen(state: State, body: Body): SimulatedAnswer {
  const esim = namedIn(state, body);
  if (!esim) return { status: 404, body: {} };
  const notices = notify(state, esim, body);
  return { status: 200, body: { notices: notices.length }, notices };
}

function notify(state: State, esim: Esim, { what, percent = 100 }: Body): SimulatedNotice[] {
  if (what === 'install') {
    esim.smdpStatus = 'ENABLED';
    const { esimStatus, smdpStatus } = esim;
    return notice(state, 'SMDP_EVENT', { ...idsOf(esim), eid: EID, esimStatus, smdpStatus });
  }
  if (what === 'attach') {
    Object.assign(esim, { smdpStatus: 'ENABLED', esimStatus: 'IN_USE' });
    return stateNotices(state, esim);
  }
  const { orderUsage: before, totalVolume } = esim;
  esim.orderUsage = Math.round((totalVolume * Number(percent)) / 100);
  const { orderUsage } = esim;
  const remain = totalVolume - orderUsage;
  const crossed = THRESHOLDS.filter(
    (share) => totalVolume - before > totalVolume * share && remain <= totalVolume * share,
  );
  return crossed.flatMap((remainThreshold) => {
    const lastUpdateTime = new Date().toISOString();
    const usage = { totalVolume, orderUsage, remain, remainThreshold, lastUpdateTime };
    return notice(state, 'DATA_USAGE', { ...idsOf(esim), ...usage });
  });
}
