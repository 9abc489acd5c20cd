<?php
/** Action Scheduler: actions are kept, and each is claimed by one process. */

function as_enqueue_async_action( string $hook, array $args = array(), string $group = '', bool $unique = false ) {
	return as_schedule_single_action( 0, $hook, $args, $group, $unique );
}
function as_schedule_single_action( int $at, string $hook, array $args = array(), string $group = '', bool $unique = false ) {
	if ( getenv( 'FAKE_NO_SCHEDULER' ) ) {
		return 0;
	}
	$id = fake_next_id();
	fake_put( 'actions', $id, compact( 'id', 'at', 'hook', 'args', 'group' ) + array( 'status' => 'pending', 'every' => 0 ) );
	return $id;
}
function as_schedule_recurring_action( int $at, int $every, string $hook, array $args = array(), string $group = '' ) {
	$id = fake_next_id();
	fake_put( 'actions', $id, compact( 'id', 'at', 'hook', 'args', 'group', 'every' ) + array( 'status' => 'pending' ) );
	return $id;
}
function as_has_scheduled_action( string $hook, ?array $args = null, string $group = '' ) {
	foreach ( fake_table( 'actions' ) as $action ) {
		if ( $action['hook'] === $hook && in_array( $action['status'], array( 'pending', 'running' ), true ) ) {
			return true;
		}
	}
	return false;
}
function as_unschedule_all_actions( string $hook, $args = array(), string $group = '' ) {
	fake_state(
		function ( &$state ) use ( $hook ) {
			foreach ( $state['actions'] ?? array() as $id => $action ) {
				if ( $action['hook'] === $hook && 'pending' === $action['status'] ) {
					unset( $state['actions'][ $id ] );
				}
			}
		}
	);
}

/** Runs what is due within so many seconds from now, as the queue runner does. Returns how many it were. */
function fake_run_actions( int $ahead = 0 ): int {
	$until = time() + $ahead;
	for ( $count = 0; ; $count++ ) {
		$action = fake_state(
			function ( &$state ) use ( $until ) {
				foreach ( $state['actions'] ?? array() as $id => $action ) {
					if ( 'pending' === $action['status'] && $action['at'] <= $until && 0 === $action['every'] ) {
						$state['actions'][ $id ]['status'] = 'running';
						return $action;
					}
				}
				return null;
			}
		);
		if ( null === $action ) {
			return $count;
		}
		do_action( $action['hook'], ...$action['args'] );
		fake_state( fn( &$state ) => $state['actions'][ $action['id'] ]['status'] = 'complete' );
	}
}
