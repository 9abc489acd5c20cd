import type { UsageSource } from '../../../connectivity/esims/index.ts';
import type { TravellerLanguage } from '../../../kernel/traveller-language.ts';

/** Who reported the data left, after the time of which it is. */
export const SOURCES: Record<TravellerLanguage, Record<UsageSource, string>> = {
  ar: {
    pushed: 'حسب تقرير الشبكة',
    radius: 'حسب قياس الشبكة',
    file: 'حسب ملف من الشبكة',
    supplier: 'حسب المورّد',
  },
  de: {
    pushed: 'gemeldet vom Netz',
    radius: 'gemessen vom Netz',
    file: 'aus einer Datei des Netzes',
    supplier: 'laut Lieferant',
  },
  en: {
    pushed: 'reported by the network',
    radius: 'measured by the network',
    file: 'from a file of the network',
    supplier: 'according to the supplier',
  },
  es: {
    pushed: 'según la red',
    radius: 'medido por la red',
    file: 'según un archivo de la red',
    supplier: 'según el proveedor',
  },
  fr: {
    pushed: 'indiqué par le réseau',
    radius: 'mesuré par le réseau',
    file: 'selon un fichier du réseau',
    supplier: 'selon le fournisseur',
  },
  it: {
    pushed: 'comunicato dalla rete',
    radius: 'misurato dalla rete',
    file: 'da un file della rete',
    supplier: 'secondo il fornitore',
  },
  ja: {
    pushed: 'ネットワークの報告',
    radius: 'ネットワークの計測',
    file: 'ネットワークのファイル',
    supplier: '提供元の回答',
  },
  nl: {
    pushed: 'gemeld door het netwerk',
    radius: 'gemeten door het netwerk',
    file: 'uit een bestand van het netwerk',
    supplier: 'volgens de leverancier',
  },
  pl: {
    pushed: 'według sieci',
    radius: 'według pomiaru sieci',
    file: 'z pliku sieci',
    supplier: 'według dostawcy',
  },
  pt: {
    pushed: 'segundo a rede',
    radius: 'medido pela rede',
    file: 'de um ficheiro da rede',
    supplier: 'segundo o fornecedor',
  },
  tr: {
    pushed: 'ağın bildirimi',
    radius: 'ağın ölçümü',
    file: 'ağın dosyasından',
    supplier: 'tedarikçiye göre',
  },
  zh: {
    pushed: '由网络报告',
    radius: '由网络测量',
    file: '来自网络文件',
    supplier: '由供应商提供',
  },
};
