<?php
/**
 * Plugin Name:          eSIMs by Gigastore for WooCommerce
 * Description:          Sells mobile data: paid orders become eSIMs, and refunds go both ways.
 * Version:              0.1.0
 * Requires at least:    6.5
 * Requires PHP:         8.1
 * Requires Plugins:     woocommerce
 * WC requires at least: 8.2
 * License:              Apache-2.0
 * License URI:          https://www.apache.org/licenses/LICENSE-2.0
 * Text Domain:          gigastore-woocommerce
 * Domain Path:          /languages
 *
 * @package Gigastore\WooCommerce
 */

namespace Gigastore\WooCommerce;

defined( 'ABSPATH' ) || exit;

const VERSION = '0.1.0';
const FILE    = __FILE__;

foreach (
	array(
		'exceptions',
		'client',
		'signature',
		'settings',
		'lock',
		'units',
		'plan',
		'orders',
		'sales',
		'refunds',
		'messages',
		'webhooks',
		'inventory',
		'settings-page',
		'admin',
	) as $part
) {
	require_once __DIR__ . "/src/$part.php";
}

add_action( 'init', __NAMESPACE__ . '\load_translations' );
add_action( 'before_woocommerce_init', __NAMESPACE__ . '\declare_order_tables' );
register_deactivation_hook( __FILE__, __NAMESPACE__ . '\unschedule_all' );

/** Loads the translations that the plug-in brings. */
function load_translations(): void {
	$folder = dirname( plugin_basename( FILE ) ) . '/languages';
	load_plugin_textdomain( 'gigastore-woocommerce', false, $folder );
}

/** Orders may be in tables of their own: the plug-in reads them by the functions of WooCommerce. */
function declare_order_tables(): void {
	$utility = '\Automattic\WooCommerce\Utilities\FeaturesUtil';
	if ( class_exists( $utility ) ) {
		$utility::declare_compatibility( 'custom_order_tables', FILE, true );
	}
}

/** Ends what is scheduled. Orders that are not finished are found again by the synchronisation. */
function unschedule_all(): void {
	foreach ( array( RECONCILE, STORE_REFUND, SYNCHRONIZE ) as $hook ) {
		as_unschedule_all_actions( $hook );
	}
}
