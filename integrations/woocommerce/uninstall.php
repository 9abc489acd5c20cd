<?php
/**
 * Runs when the plug-in is deleted. What was sold stays with the orders: it belongs to their
 * records, and keeps another installation from selling the same line again.
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

( function () {
	$settings = get_option( 'gigastore_settings' );
	if ( is_array( $settings ) ) {
		$key = "{$settings['base_url']}\n{$settings['client_id']}\n{$settings['client_secret']}";
		delete_transient( 'gigastore_token_' . substr( hash( 'sha256', $key ), 0, 16 ) );
	}
	delete_transient( 'gigastore_tested' );
	foreach ( array( 'settings', 'shop_id', 'last_sync' ) as $name ) {
		delete_option( "gigastore_$name" );
	}
	delete_option( 'woocommerce_gigastore_installation_settings' );
	foreach ( array( 'reconcile_order', 'store_refund', 'synchronize' ) as $name ) {
		if ( function_exists( 'as_unschedule_all_actions' ) ) {
			as_unschedule_all_actions( "gigastore_$name" );
		}
	}
	delete_post_meta_by_key( '_gigastore_item' );
} )();
