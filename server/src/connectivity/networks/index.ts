export { aNetworkIn, countryOfMcc, type Network, type NetworksFile, networkOf } from './network.ts';
