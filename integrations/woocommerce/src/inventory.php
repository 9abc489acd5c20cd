<?php
namespace Gigastore\WooCommerce;

defined( 'ABSPATH' ) || exit;

const SYNCHRONIZE    = 'gigastore_synchronize';
const LAST_SYNC      = 'gigastore_last_sync';
const PAGE           = 100;
const SWEPT_SECONDS  = 3 * 86400;

add_action( 'init', __NAMESPACE__ . '\schedule_synchronization', 20 );
add_action( SYNCHRONIZE, __NAMESPACE__ . '\synchronize' );

function schedule_synchronization(): void {
	if ( is_configured() && ! as_has_scheduled_action( SYNCHRONIZE, array(), GROUP ) ) {
		as_schedule_recurring_action( time() + 60, 3600, SYNCHRONIZE, array(), GROUP );
	}
}

/** Brings stock and prices of the products in line with the inventory, and looks for paid orders that nobody sold. */
function synchronize(): void {
	if ( ! is_configured() ) {
		return;
	}
	queue_paid_orders();
	try {
		$items = array_column( client()->inventory(), null, 'id' );
	} catch ( StoreException $error ) {
		log_event( 'warning', 'not synchronized', array( 'code' => $error->error, 'request' => $error->requestId ) );
		return;
	}
	$changed = 0;
	foreach ( esim_products() as $product ) {
		$changed += adopt_item( $product, $items[ $product->get_meta( ITEM ) ] ?? null ) ? 1 : 0;
	}
	$names = array_map( fn( $item ) => $item['name'], array_filter( $items, fn( $item ) => $item['active'] ) );
	update_option( LAST_SYNC, array( 'at' => time(), 'changed' => $changed, 'items' => $names ), false );
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

/** Returns whether the product has changed. An item that is gone or switched off is out of stock. */
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

/** Finds paid orders whose hooks were lost with the process that should have run them. */
function queue_paid_orders(): void {
	$ids = wc_get_orders(
		array(
			'status'    => wc_get_is_paid_statuses(),
			'date_paid' => '>' . ( time() - SWEPT_SECONDS ),
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
