<?php
namespace Gigastore\WooCommerce;

defined( 'ABSPATH' ) || exit;

const GROUP         = 'gigastore';
const RECONCILE     = 'gigastore_reconcile_order';
const ATTEMPTS      = '_gigastore_attempts';
const FIRST_SECONDS = 60;
const MOST_SECONDS  = 3600;

foreach ( array( 'woocommerce_payment_complete', 'woocommerce_order_refunded' ) as $hook ) {
	add_action( $hook, __NAMESPACE__ . '\queue_order' );
}
foreach ( array( 'processing', 'completed', 'refunded', 'cancelled' ) as $status ) {
	add_action( "woocommerce_order_status_$status", __NAMESPACE__ . '\queue_order' );
}
add_action( RECONCILE, __NAMESPACE__ . '\reconcile_order' );

/** Queues an order to be processed as soon as possible. It may be queued any number of times. */
function queue_order( int $order_id ): void {
	$order = wc_get_order( $order_id );
	if ( $order instanceof \WC_Order && array() !== esim_lines( $order ) ) {
		as_enqueue_async_action( RECONCILE, array( $order_id ), GROUP );
	}
}

/**
 * Does what is due for an order: sells, refunds, credits, notes and mails. Before it begins, it
 * schedules that the order is looked at again, so that a process that is killed loses nothing.
 */
function reconcile_order( int $order_id ): void {
	$is_done = with_lock(
		"order_$order_id",
		function () use ( $order_id ) {
			$order = wc_get_order( $order_id );
			if ( ! $order instanceof \WC_Order || ! is_due( $order ) ) {
				return;
			}
			if ( ! is_configured() ) {
				schedule_again( $order_id, MOST_SECONDS );
				return;
			}
			follow_up( $order );
			foreach ( esim_lines( $order ) as $line ) {
				reconcile_line( $order, $line );
			}
			mail_sold( $order );
			if ( ! is_due( $order ) ) {
				$order->delete_meta_data( ATTEMPTS );
				$order->save();
			}
		}
	);
	if ( ! $is_done ) {
		schedule_again( $order_id, FIRST_SECONDS );
	}
}

/** Whether anything is due for the order. */
function is_due( \WC_Order $order ): bool {
	foreach ( esim_lines( $order ) as $line ) {
		if ( ! is_settled( plan_of( $order, $line ) ) ) {
			return true;
		}
	}
	return false;
}

function plan_of( \WC_Order $order, \WC_Order_Item_Product $line ): array {
	$quantity = (int) $line->get_quantity();
	$is_over  = $order->has_status( array( 'refunded', 'cancelled' ) );
	$refunded = abs( (int) $order->get_qty_refunded_for_item( $line->get_id() ) );
	$refunded = $is_over ? $quantity : $refunded;
	return plan_line( $quantity, $refunded, $order->is_paid(), units_of( $line ), time() );
}

/** The time to the next look doubles with each that left something to do, up to an hour. */
function follow_up( \WC_Order $order ): void {
	$attempts = (int) $order->get_meta( ATTEMPTS );
	$order->update_meta_data( ATTEMPTS, $attempts + 1 );
	$order->save();
	$seconds = min( MOST_SECONDS, FIRST_SECONDS * 2 ** min( 10, $attempts ) );
	schedule_again( $order->get_id(), (int) $seconds );
}

function schedule_again( int $order_id, int $seconds ): void {
	as_schedule_single_action( time() + $seconds, RECONCILE, array( $order_id ), GROUP );
}

/** One unit that fails keeps no other unit from its turn. */
function reconcile_line( \WC_Order $order, \WC_Order_Item_Product $line ): void {
	$plan = plan_of( $order, $line );
	foreach ( $plan['cancel'] as $number ) {
		keep_unit( $line, $number, array( 'state' => 'cancelled' ) );
	}
	foreach ( $plan['sell'] as $number ) {
		sell_unit( $order, $line, $number );
	}
	foreach ( $plan['look'] as $number ) {
		look_up_unit( $order, $line, $number );
	}
	$plan = plan_of( $order, $line );
	foreach ( $plan['tell'] as $number ) {
		tell_unit( $order, $line, $number );
	}
	refund_units( $order, $line, $plan );
	foreach ( $plan['credit'] as $number ) {
		credit_unit( $order, $line, $number );
	}
}
