import type { Esim, Package } from './state.ts';

export function showPackage(one: Package) {
  return {
    packageCode: one.packageCode,
    slug: one.slug,
    name: one.name,
    price: one.price,
    retailPrice: one.price * 2,
    currencyCode: 'USD',
    volume: one.volume,
    unusedValidTime: 180,
    duration: one.duration,
    durationUnit: 'DAY',
    location: one.location,
    locationCode: one.location.split(',')[0],
    description: one.name,
    activeType: 2,
    favorite: false,
    speed: '3G/4G/5G',
    supportTopUpType: (one.dataType ?? 1) > 1 ? 3 : 2,
    ipExport: 'HK',
    fupPolicy: one.fupPolicy ?? '',
    smsStatus: 2,
    dataType: one.dataType ?? 1,
    locationNetworkList: one.location.split(',').map((code) => ({
      locationCode: code,
      locationName: code,
      locationLogo: `/img/${code.toLowerCase()}.png`,
      operatorList: [{ operatorName: 'Simulated', networkType: '5G' }],
    })),
  };
}

export function showEsim(one: Esim) {
  return {
    esimTranNo: one.esimTranNo,
    orderNo: one.orderNo,
    transactionId: one.transactionId,
    imsi: one.imsi,
    iccid: one.iccid,
    msisdn: '',
    smsStatus: 2,
    ac: one.ac,
    qrCodeUrl: `https://p.qrsim.net/${one.esimTranNo}.png`,
    shortUrl: `https://p.qrsim.net/${one.esimTranNo}`,
    smdpStatus: one.smdpStatus,
    esimStatus: one.esimStatus,
    eid: '',
    activeType: 2,
    dataType: one.dataType,
    activateTime: null,
    expiredTime: null,
    totalVolume: one.totalVolume,
    totalDuration: one.totalDuration,
    durationUnit: 'DAY',
    orderUsage: one.orderUsage,
    packageList: one.packages.map(({ code, slug, createTime }) => ({
      packageName: slug,
      packageCode: code,
      slug,
      duration: one.totalDuration,
      volume: one.totalVolume,
      locationCode: slug.split('_')[0],
      createTime,
    })),
  };
}
