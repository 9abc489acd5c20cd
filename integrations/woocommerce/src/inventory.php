<?php
namespace Gigastore\WooCommerce;

defined( 'ABSPATH' ) || exit;

const SYNCHRONIZE    = 'gigastore_synchronize';
const LAST_SYNC      = 'gigastore_last_sync';
const PAGE           = 100;
const SWEPT_SECONDS  = 3 * 86400;
const PAUSE_SECONDS  = 2 * 3600;

add_action( 'admin_init', __NAMESPACE__ . '\schedule_synchronization' );
add_action( SYNCHRONIZE, __NAMESPACE__ . '\synchronize' );

function schedule_synchronization(): void {
	if ( is_configured() && ! as_has_scheduled_action( SYNCHRONIZE, array(), GROUP ) ) {
		as_schedule_recurring_action( time() + 60, 3600, SYNCHRONIZE, array(), GROUP );
	}
}

/** Brings stock and prices in line with the inventory, and looks for orders that nobody sold. */
function synchronize(): void {
	if ( ! is_configured() ) {
		return;
	}
	queue_paid_orders();
	try {
		$items = array_column( client()->inventory(), null, 'id' );
	} catch ( StoreException $error ) {
		$fields = array( 'code' => $error->error, 'request' => $error->requestId );
		log_event( 'warning', 'not synchronized', $fields );
		return;
	}
	$changed = 0;
	foreach ( esim_products() as $product ) {
		$changed += adopt_item( $product, $items[ $product->get_meta( ITEM ) ] ?? null ) ? 1 : 0;
	}
	$active = array_filter( $items, fn( $item ) => $item['active'] );
	$names  = array_map( fn( $item ) => $item['name'], $active );
	$result = array( 'at' => time(), 'changed' => $changed, 'items' => $names );
	update_option( LAST_SYNC, $result, false );
}

/** The products and variations that are eSIMs. */
function esim_products(): iterable {
	for ( $page = 1; ; $page++ ) {
		$found = wc_get_products(
			array(
				'type'         => array( 'simple', 'variation' ),
				'meta_key'     => ITEM,
				'meta_compare' => 'EXISTS',
				'limit'        => PAGE,
				'page'         => $page,
				'orderby'      => 'ID',
				'order'        => 'ASC',
			)
		);
		yield from array_filter( $found, fn( $product ) => '' !== (string) $product->get_meta( ITEM ) );
		if ( count( $found ) < PAGE ) {
			return;
		}
	}
}

/** Returns whether the product has changed. What is gone or switched off is out of stock. */
function adopt_item( \WC_Product $product, ?array $item ): bool {
	$settings = settings();
	$is_sold  = null !== $item && $item['active'];
	if ( 'prepaid' === $settings['stock'] ) {
		$product->set_manage_stock( true );
		$product->set_backorders( 'no' );
		$product->set_stock_quantity( $is_sold ? (int) $item['amount'] : 0 );
	} else {
		$product->set_manage_stock( false );
		$product->set_stock_status( $is_sold ? 'instock' : 'outofstock' );
	}
	$price = $item['retailPrices'][0] ?? null;
	if ( $settings['sync_prices'] && null !== $price ) {
		if ( get_woocommerce_currency() === $price['currencyCode'] ) {
			$product->set_regular_price( wc_format_decimal( $price['priceValue'] ) );
		} else {
			log_event( 'notice', 'price in another currency', array( 'product' => $product->get_id() ) );
		}
	}
	if ( array() === $product->get_changes() ) {
		return false;
	}
	$product->save();
	return true;
}

/**
 * Finds paid orders whose actions were lost: with a process that was killed, or, after a pause, with
 * the plug-in that was switched off.
 */
function queue_paid_orders(): void {
	$sync   = get_option( LAST_SYNC );
	$paused = time() - ( is_array( $sync ) ? $sync['at'] : 0 ) > PAUSE_SECONDS;
	$since  = time() - ( $paused ? LAST_RETRY_SECONDS : SWEPT_SECONDS );
	$ids = wc_get_orders(
		array(
			'status'    => array( ...wc_get_is_paid_statuses(), 'refunded', 'cancelled' ),
			'date_paid' => ">$since",
			'limit'     => -1,
			'return'    => 'ids',
		)
	);
	foreach ( $ids as $id ) {
		$order = wc_get_order( $id );
		if ( $order instanceof \WC_Order && is_due( $order ) ) {
			as_enqueue_async_action( RECONCILE, array( $id ), GROUP );
		}
	}
}
