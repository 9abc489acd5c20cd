<?php
namespace Gigastore\WooCommerce;

defined( 'ABSPATH' ) || exit;

const STORE_REFUND = 'gigastore_store_refund';

add_action( STORE_REFUND, __NAMESPACE__ . '\take_store_refund', 10, 2 );

/** Refunds as many units as the shop has refunded: the last first, and none that were used. */
function refund_units( \WC_Order $order, \WC_Order_Item_Product $line, array $plan ): void {
	$left    = $plan['give'];
	$refused = array();
	foreach ( $plan['refund'] as $number ) {
		$unit = units_of( $line )[ $number ];
		if ( $left < 1 && 'refunding' !== $unit['state'] ) {
			break;
		}
		keep_unit( $line, $number, array( 'state' => 'refunding' ) );
		try {
			$reason = array( 'reason' => 'WooCommerce order ' . $order->get_id() );
			client()->refund( $unit['package'], $reason, $unit['key'] . '-refund' );
			finish_refund( $order, $line, $number );
			--$left;
		} catch ( StoreException $error ) {
			$fields = array( 'code' => $error->error, 'package' => $unit['package'] );
			log_event( 'warning', 'refund refused', $fields );
			if ( 'already_refunded' === $error->error ) {
				finish_refund( $order, $line, $number );
				--$left;
			} elseif ( is_refund_refused( $error ) ) {
				keep_unit( $line, $number, array( 'state' => 'sold' ) );
				$refused[ $number ] = $error->getMessage();
			} else {
				note_refusal( $order, $line, $number, $error );
				return;
			}
		}
	}
	keep_refused( $order, $line, array_slice( $refused, 0, max( 0, $left ), true ) );
}

/** Whether a repetition will be refused as well, such as for a package that was used. */
function is_refund_refused( StoreException $error ): bool {
	return in_array( $error->status, array( 404, 409 ), true )
		&& 'idempotency_key_in_progress' !== $error->error;
}

function finish_refund( \WC_Order $order, \WC_Order_Item_Product $line, int $number ): void {
	keep_unit( $line, $number, array( 'state' => 'refunded' ) );
	/* translators: 1: name of the product, 2: ID of the package */
	$text = __( 'The store has refunded %1$s (package %2$s).', 'gigastore-woocommerce' );
	$package = units_of( $line )[ $number ]['package'];
	$order->add_order_note( sprintf( $text, $line->get_name(), $package ) );
}

/** The shop has paid back what the store does not refund: a person has to know. */
function keep_refused( \WC_Order $order, \WC_Order_Item_Product $line, array $refused ): void {
	foreach ( $refused as $number => $message ) {
		keep_unit( $line, $number, array( 'state' => 'kept' ) );
		/* translators: 1: name of the product, 2: reason of the store */
		$text = __( 'The store does not refund %1$s: %2$s', 'gigastore-woocommerce' );
		$order->add_order_note( sprintf( $text, $line->get_name(), $message ) );
	}
}

/** The store has refunded a package: the shop is to refund its unit, unless it has asked for it. */
function take_store_refund( string $key, string $package ): void {
	[ $order_id, $line_id, $number ] = parse_key( $key );
	$is_done = with_lock(
		"order_$order_id",
		function () use ( $order_id, $line_id, $number, $key, $package ) {
			$order = wc_get_order( $order_id );
			$line  = $order instanceof \WC_Order ? $order->get_item( $line_id ) : false;
			$unit  = $line instanceof \WC_Order_Item_Product ? units_of( $line )[ $number ] ?? null : null;
			// Another shop that uses the account may have an order of this number too.
			if ( null !== $unit && $unit['key'] === $key ) {
				keep_store_refund( $order, $line, $number, $package );
			}
		}
	);
	if ( ! $is_done ) {
		as_schedule_single_action( time() + FIRST_SECONDS, STORE_REFUND, array( $key, $package ), GROUP );
		return;
	}
	reconcile_order( $order_id );
}

function keep_store_refund(
	\WC_Order $order,
	\WC_Order_Item_Product $line,
	int $number,
	string $package
): void {
	$state = units_of( $line )[ $number ]['state'];
	if ( 'refunding' === $state ) {
		finish_refund( $order, $line, $number );
	} elseif ( in_array( $state, array( 'selling', 'pending', 'sold', 'kept' ), true ) ) {
		$changes = array( 'state' => 'refunded', 'package' => $package, 'credit' => 'kept' !== $state );
		keep_unit( $line, $number, $changes );
	}
}

/** Records the refund of a unit in the shop, unless as many units are refunded there already. */
function credit_unit( \WC_Order $order, \WC_Order_Item_Product $line, int $number ): void {
	$gone     = array_filter(
		units_of( $line ),
		fn( $unit ) => in_array( $unit['state'], array( 'refunded', 'cancelled', 'kept' ), true )
	);
	$fresh    = wc_get_order( $order->get_id() );
	$refunded = abs( (int) $fresh->get_qty_refunded_for_item( $line->get_id() ) );
	if ( $refunded < count( $gone ) && ! $fresh->has_status( array( 'refunded', 'cancelled' ) ) ) {
		create_refund( $fresh, $line );
	}
	keep_unit( $line, $number, array( 'credit' => false ) );
}

function create_refund( \WC_Order $order, \WC_Order_Item_Product $line ): void {
	$pays     = (bool) settings()['pay_back'];
	$quantity = max( 1, (int) $line->get_quantity() );
	$round    = fn( $amount ) => round( (float) $amount / $quantity, wc_get_price_decimals() );
	$total    = $round( $line->get_total() );
	$taxes    = array_filter( $line->get_taxes()['total'] ?? array(), 'is_numeric' );
	$taxes    = array_map( $round, $taxes );
	$amount   = min( $total + array_sum( $taxes ), (float) $order->get_remaining_refund_amount() );
	$refund   = wc_create_refund(
		array(
			'order_id'       => $order->get_id(),
			'amount'         => wc_format_decimal( $amount, wc_get_price_decimals() ),
			'reason'         => __( 'Refunded at the store', 'gigastore-woocommerce' ),
			'line_items'     => array(
				$line->get_id() => array( 'qty' => 1, 'refund_total' => $total, 'refund_tax' => $taxes ),
			),
			'refund_payment' => $pays,
			'restock_items'  => false,
		)
	);
	$text = match ( true ) {
		/* translators: %s: name of the product */
		is_wp_error( $refund ) => __( 'The store has refunded %s. Refund it in the shop by hand.', 'gigastore-woocommerce' ),
		/* translators: %s: name of the product */
		$pays                  => __( 'The store has refunded %s, and the payment was returned.', 'gigastore-woocommerce' ),
		/* translators: %s: name of the product */
		default                => __( 'The store has refunded %s. The refund is recorded; the payment was not returned.', 'gigastore-woocommerce' ),
	};
	$order->add_order_note( sprintf( $text, $line->get_name() ) );
}
