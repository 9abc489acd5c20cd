import { Menu } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { State } from '../../look/state.tsx';
import { Copyable } from '../../parts/copy.tsx';
import { Flag } from '../../parts/flag.tsx';
import { MoreMenu } from '../../parts/more-menu.tsx';
import { Section } from '../../parts/page.tsx';
import { ProfileStateWord } from '../../parts/states.tsx';
import { Ago } from '../../parts/time.tsx';
import { placeOf } from '../../routes/place.ts';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { GuideButton } from '../guides/guide.tsx';
import { QrCode } from '../sales/sale-panel.tsx';
import { ReplaceDialog, SuspendDialog } from './esim-dialogs.tsx';
import { customerWords } from './words.ts';

const route = getRouteApi('/$mode/customers/$uid');
type Esim = Schemas['EsimProfile'];

/** The eSIMs of a customer, the actions of each, and the QR code of the selected one. */
export function Esims({ esims, chosen }: { esims: Esim[]; chosen?: Esim }) {
  const { esims: words, ...customer } = useWords(customerWords);
  const format = useFormat();
  const { esim: asked } = route.useSearch();
  return (
    <Section
      title={customer.esimsTitle}
      count={format.number(esims.length)}
      actions={<GuideButton guide="device" />}
    >
      <table className="tbl plain" aria-label={customer.esimsTitle}>
        <thead>
          <tr>
            <th>{customer.iccid}</th>
            <th>{customer.state}</th>
            <th className="desk">{words.seenIn}</th>
            <th className="desk">{customer.installations}</th>
            <th className="r desk wraps">{customer.lastSeen}</th>
            <th>
              <span className="vh">{customer.more}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {esims.map((esim) => (
            <EsimRow
              key={esim.uid}
              esim={esim}
              isChosen={esim.uid === chosen?.uid}
              isAsked={esim.iccid === asked}
            />
          ))}
        </tbody>
      </table>
      {chosen?.active && <QrCode profile={chosen} />}
    </Section>
  );
}

type RowProps = {
  esim: Esim;
  isChosen: boolean;
  /** Whether the address names this eSIM. */
  isAsked: boolean;
};

function EsimRow({ esim, isChosen, isAsked }: RowProps) {
  const { esims: words, ...customer } = useWords(customerWords);
  const format = useFormat();
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (isAsked) row.current?.scrollIntoView({ block: 'center' });
  }, [isAsked]);
  return (
    <tr ref={row} className={esim.active ? undefined : 't3'} aria-current={isChosen || undefined}>
      <td>
        <Copyable value={esim.iccid}>
          <span className="code">{esim.iccid.replace(/(.{4})(?=.)/g, '$1 ')}</span>
        </Copyable>
      </td>
      <td>
        {esim.suspendedAt ? (
          <State shape="warning">{words.suspended}</State>
        ) : (
          <ProfileStateWord state={esim.state} />
        )}
      </td>
      <td className="desk">
        {esim.currentCountry ? (
          <span className="pk">
            <Flag of={esim.currentCountry} />
            <span>{format.country(esim.currentCountry)}</span>
          </span>
        ) : (
          <span className="t3">–</span>
        )}
      </td>
      <td className="desk wraps">
        {customer.installsOf(
          format.number(esim.installCount),
          format.number(esim.installLimit - esim.installCount),
        )}
      </td>
      <td className="r desk">
        {esim.lastSeen ? <Ago at={esim.lastSeen} /> : <span className="t3">{customer.never}</span>}
      </td>
      <td className="r col-menu">
        <EsimMenu esim={esim} />
      </td>
    </tr>
  );
}

type Dialog = 'suspend' | 'resume' | 'replace';

/** The actions on one eSIM that this person's role allows. */
function EsimMenu({ esim: { iccid, active, suspendedAt } }: { esim: Esim }) {
  const { esims: words, ...customer } = useWords(customerWords);
  const { mode } = route.useParams();
  const navigate = route.useNavigate();
  const goTo = useNavigate();
  const may = useMay();
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  const set = (change: { esim?: string; send?: string }) =>
    void navigate({ search: (now) => ({ ...now, ...change }), resetScroll: false });
  const open = (page: string, search: object) =>
    void goTo(placeOf({ to: `/$mode/${page}`, params: { mode }, search }));
  return (
    <>
      <MoreMenu size={28} label={words.actions(iccid.slice(-4))}>
        <Menu.Item onClick={() => set({ esim: iccid })}>{words.check}</Menu.Item>
        {active && may('POST /gigastore/esim/{iccid}/send-installation') && (
          <Menu.Item onClick={() => set({ send: iccid })}>{words.send.title}</Menu.Item>
        )}
        {mode === 'sandbox' && (
          <Menu.Item onClick={() => open('simulator', { iccid })}>{customer.phone}</Menu.Item>
        )}
        {may('POST /gigastore/tickets') && (
          <Menu.Item onClick={() => open('tickets', { new: 'ticket', iccid })}>
            {words.ticket}
          </Menu.Item>
        )}
        {active && may('POST /gigastore/esim/{iccid}/suspend') && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => setDialog(suspendedAt ? 'resume' : 'suspend')}>
              {suspendedAt ? words.resume.title : words.suspend.title}
            </Menu.Item>
            <Menu.Item color="var(--bad-text)" onClick={() => setDialog('replace')}>
              {customer.replace}
            </Menu.Item>
          </>
        )}
      </MoreMenu>
      <SuspendDialog iccid={iccid} to="suspend" isOpen={dialog === 'suspend'} close={close} />
      <SuspendDialog iccid={iccid} to="resume" isOpen={dialog === 'resume'} close={close} />
      <ReplaceDialog iccid={iccid} isOpen={dialog === 'replace'} close={close} />
    </>
  );
}
