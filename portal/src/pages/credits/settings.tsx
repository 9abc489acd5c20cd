import { AlertSettings } from './alert-settings.tsx';
import { AutoTopUp } from './auto-top-up.tsx';
import { Cards } from './cards.tsx';
import { TopUpHistory } from './top-up-history.tsx';

export function MoneySettings() {
  return (
    <div className="two-columns money-settings">
      <div className="stack">
        <Cards />
        <TopUpHistory />
      </div>
      <div className="stack">
        <AutoTopUp />
        <AlertSettings />
      </div>
    </div>
  );
}
