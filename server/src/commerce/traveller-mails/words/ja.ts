import type { Words } from './words.ts';

export const JAPANESE: Words = {
  view: 'データを確認',
  buy: 'データを追加購入',
  expires: '有効期限',
  lowData: {
    subject: 'モバイルデータが残り少なくなりました',
    paragraphs: [
      '残りは{left}です。',
      '使い切ると、新しいパッケージを購入するまでオフラインになります。',
    ],
  },
  expiring: {
    subject: 'データパッケージの有効期限が近づいています',
    paragraphs: ['{plan}は{date}（UTC）に期限が切れます。残ったデータはその後使えません。'],
  },
  expired: {
    subject: 'データパッケージの有効期限が切れました',
    paragraphs: [
      '{plan}は{date}（UTC）に期限が切れました。',
      'eSIMはスマートフォンに残してください。新しいパッケージを購入すると、また使えます。',
    ],
  },
  replaced: {
    subject: 'eSIMが交換されました',
    paragraphs: [
      '末尾が{digits}のeSIMに代わる新しいeSIMがあります。データは移行済みです。',
      '新しいeSIMをインストールし、古いeSIMをスマートフォンから削除してください。',
    ],
  },
};
