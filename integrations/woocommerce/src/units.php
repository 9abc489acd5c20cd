<?php
namespace Gigastore\WooCommerce;

defined( 'ABSPATH' ) || exit;

const UNIT = '_gigastore_unit_';
const ITEM = '_gigastore_item';

/**
 * A unit of an order line is one package, kept with the line. Its `state`:
 * `selling` the sale may have been sent; `pending` the supplier has not delivered; `sold`;
 * `refused` the store refuses to sell it; `failed` the supplier has failed; `refunding` the refund
 * may have been sent; `refunded`; `cancelled` refunded before it was sold; `kept` refunded in the
 * shop, but not by the store.
 */
function units_of( \WC_Order_Item_Product $line ): array {
	$units = array();
	for ( $number = 1; $number <= (int) $line->get_quantity(); $number++ ) {
		$unit = $line->get_meta( UNIT . $number );
		if ( is_array( $unit ) ) {
			$units[ $number ] = $unit;
		}
	}
	return $units;
}

/** Changes fields of a unit, and keeps it at once. Returns the unit. */
function keep_unit( \WC_Order_Item_Product $line, int $number, array $changes ): array {
	$before = $line->get_meta( UNIT . $number );
	$unit   = array_merge( is_array( $before ) ? $before : array(), $changes );
	$line->update_meta_data( UNIT . $number, $unit );
	$line->save();
	return $unit;
}

/** The lines of an order that are eSIMs, by their IDs. */
function esim_lines( \WC_Order $order ): array {
	return array_filter(
		$order->get_items( 'line_item' ),
		fn( $line ) => $line instanceof \WC_Order_Item_Product
			&& ( array() !== units_of( $line ) || null !== inventory_item_of( $line ) )
	);
}

/** The inventory item of the product of a line, or of its parent; null if it is no eSIM. */
function inventory_item_of( \WC_Order_Item_Product $line ): ?string {
	$product = $line->get_product();
	if ( ! $product ) {
		return null;
	}
	$item = (string) $product->get_meta( ITEM );
	if ( '' === $item && $product->get_parent_id() ) {
		$parent = wc_get_product( $product->get_parent_id() );
		$item   = $parent ? (string) $parent->get_meta( ITEM ) : '';
	}
	return '' === $item ? null : $item;
}

/** The idempotency key of a unit, which is its reference at the store as well. */
function key_of_unit( \WC_Order_Item_Product $line, int $number ): string {
	return implode( '-', array( 'woo', shop_id(), $line->get_order_id(), $line->get_id(), $number ) );
}

/** Returns the order, line and number that a reference names; null if no shop has made it. */
function parse_key( string $key ): ?array {
	$is_ours = preg_match( '/^woo-[0-9a-f]{12}-(\d+)-(\d+)-(\d+)$/', $key, $found );
	return $is_ours ? array_map( 'intval', array_slice( $found, 1 ) ) : null;
}
