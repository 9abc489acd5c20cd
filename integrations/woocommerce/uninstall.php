<?php
/**
 * Runs when the plug-in is deleted. What was sold stays with the orders: it belongs to their records, and
 * keeps another installation from selling the same line again.
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

$gigastore_settings = get_option( 'gigastore_settings' );
if ( is_array( $gigastore_settings ) ) {
	$gigastore_key = array( $gigastore_settings['base_url'], $gigastore_settings['client_id'], $gigastore_settings['client_secret'] );
	delete_transient( 'gigastore_token_' . substr( hash( 'sha256', implode( "\n", $gigastore_key ) ), 0, 16 ) );
}
delete_transient( 'gigastore_tested' );
foreach ( array( 'gigastore_settings', 'gigastore_shop_id', 'gigastore_last_sync' ) as $gigastore_option ) {
	delete_option( $gigastore_option );
}
delete_option( 'woocommerce_gigastore_installation_settings' );
if ( function_exists( 'as_unschedule_all_actions' ) ) {
	foreach ( array( 'gigastore_reconcile_order', 'gigastore_store_refund', 'gigastore_synchronize' ) as $gigastore_hook ) {
		as_unschedule_all_actions( $gigastore_hook );
	}
}
delete_post_meta_by_key( '_gigastore_item' );
