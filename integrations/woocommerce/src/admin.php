<?php
namespace Gigastore\WooCommerce;

defined( 'ABSPATH' ) || exit;

const ACTION = 'gigastore_sell_again';

foreach (
	array(
		'woocommerce_product_options_general_product_data' => 'show_product_field',
		'woocommerce_admin_process_product_object'         => 'keep_product_field',
		'woocommerce_variation_options_pricing'            => 'show_variation_field',
		'woocommerce_admin_process_variation_object'       => 'keep_variation_field',
	) as $hook => $name
) {
	add_action( $hook, __NAMESPACE__ . "\\$name", 10, 3 );
}
add_filter( 'woocommerce_order_actions', __NAMESPACE__ . '\add_order_action' );
add_action( 'woocommerce_order_action_' . ACTION, __NAMESPACE__ . '\sell_again' );
add_filter( 'woocommerce_hidden_order_itemmeta', __NAMESPACE__ . '\hide_meta' );

function show_product_field(): void {
	global $product_object;
	show_item_field( ITEM, (string) $product_object->get_meta( ITEM ) );
}

function show_variation_field( int $index, array $data, $variation ): void {
	$product = wc_get_product( $variation->ID );
	show_item_field( ITEM . "[$index]", (string) $product->get_meta( ITEM ) );
}

/** The items that the last synchronisation has found, and the one that is set. */
function show_item_field( string $name, string $value ): void {
	$sync    = get_option( LAST_SYNC );
	$options = array( '' => __( 'No eSIM', 'gigastore-woocommerce' ) );
	$options += is_array( $sync ) ? $sync['items'] : array();
	if ( ! isset( $options[ $value ] ) ) {
		$options[ $value ] = $value;
	}
	woocommerce_wp_select(
		array(
			'id'      => $name,
			'label'   => __( 'eSIM of the store', 'gigastore-woocommerce' ),
			'value'   => $value,
			'options' => $options,
		)
	);
}

// WooCommerce has checked the nonce and the capability before it calls these.
// phpcs:disable WordPress.Security.NonceVerification.Missing
function keep_product_field( \WC_Product $product ): void {
	if ( isset( $_POST[ ITEM ] ) && is_string( $_POST[ ITEM ] ) ) {
		keep_item( $product, sanitize_text_field( wp_unslash( $_POST[ ITEM ] ) ) );
	}
}

function keep_variation_field( \WC_Product $variation, int $index ): void {
	if ( isset( $_POST[ ITEM ][ $index ] ) && is_array( $_POST[ ITEM ] ) ) {
		keep_item( $variation, sanitize_text_field( wp_unslash( $_POST[ ITEM ][ $index ] ) ) );
	}
}
// phpcs:enable

function keep_item( \WC_Product $product, string $item ): void {
	if ( '' === $item ) {
		$product->delete_meta_data( ITEM );
	} else {
		$product->update_meta_data( ITEM, $item );
	}
}

function add_order_action( array $actions ): array {
	$actions[ ACTION ] = __( 'Sell eSIMs again', 'gigastore-woocommerce' );
	return $actions;
}

/** What the plug-in keeps with a line is no text for people. */
function hide_meta( array $hidden ): array {
	for ( $number = 1; $number <= 100; $number++ ) {
		$hidden[] = UNIT . $number;
	}
	return $hidden;
}
