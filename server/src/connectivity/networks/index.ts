export { aNetworkIn, countryOfMcc, type NetworksFile, networkOf } from './network.ts';
