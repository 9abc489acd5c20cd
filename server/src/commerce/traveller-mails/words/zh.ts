import type { Words } from './words.ts';

export const CHINESE: Words = {
  view: '查看我的流量',
  buy: '购买更多流量',
  expires: '到期时间',
  lowData: {
    subject: '您的移动流量即将用完',
    paragraphs: ['您还剩 {left}。', '用完后，在购买新套餐之前将无法上网。'],
  },
  expiring: {
    subject: '您的流量套餐即将到期',
    paragraphs: ['{plan} 将于 {date}（UTC）到期。届时剩余的流量将无法再使用。'],
  },
  expired: {
    subject: '您的流量套餐已到期',
    paragraphs: [
      '{plan} 已于 {date}（UTC）到期。',
      '请将 eSIM 保留在手机上：购买新套餐后即可再次使用。',
    ],
  },
  replaced: {
    subject: '您的 eSIM 已更换',
    paragraphs: [
      '您有一个新的 eSIM，替换了尾号为 {digits} 的 eSIM。您的流量已经转入。',
      '请安装新的 eSIM，并从手机上删除旧的 eSIM。',
    ],
  },
};
