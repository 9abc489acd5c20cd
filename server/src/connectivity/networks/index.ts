export {
  aNetworkIn,
  countryOfMcc,
  INTERNATIONAL,
  INTERNATIONAL_MCC,
  type NetworksFile,
  networkOf,
} from './network.ts';
