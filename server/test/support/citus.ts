/** Whether the databases of the tests are distributed over the nodes of a Citus cluster. */
export const IS_CITUS = process.env.GIGASTORE_TEST_POSTGRES === 'citus';
