<?php
namespace Gigastore\WooCommerce;

defined( 'ABSPATH' ) || exit;

const LOCK_WAIT_SECONDS = 20;

/**
 * Does the work while no other process does work of this name. The database ends the lock with
 * the connection, so that a process that was killed keeps none. Returns false if the lock was not
 * free in time.
 */
function with_lock( string $name, callable $work ): bool {
	global $wpdb;
	$lock = substr( "gigastore_{$wpdb->prefix}$name", 0, 64 );
	$got  = $wpdb->get_var( $wpdb->prepare( 'SELECT GET_LOCK(%s, %d)', $lock, LOCK_WAIT_SECONDS ) );
	if ( '1' !== (string) $got ) {
		return false;
	}
	try {
		$work();
	} finally {
		$wpdb->get_var( $wpdb->prepare( 'SELECT RELEASE_LOCK(%s)', $lock ) );
	}
	return true;
}
