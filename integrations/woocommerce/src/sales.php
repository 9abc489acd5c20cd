<?php
namespace Gigastore\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** With these statuses a repetition of the same request will be refused as well. */
const FINAL_STATUSES = array( 400, 403, 404, 422 );

/**
 * Sells a unit. What is sent is kept before it is sent: whatever happens in between, the
 * repetition is the same request under the same key, which the store does once.
 */
function sell_unit( \WC_Order $order, \WC_Order_Item_Product $line, int $number ): void {
	$units = units_of( $line );
	$unit  = $units[ $number ] ?? begin_unit( $order, $line, $number );
	if ( null === $unit ) {
		return;
	}
	try {
		$sale = client()->register( $unit['body'], $unit['key'] );
		keep_sale( $line, $number, $sale, $sale['esimProfile'] ?? null );
	} catch ( StoreException $error ) {
		note_refusal( $order, $line, $number, $error );
	}
}

function begin_unit( \WC_Order $order, \WC_Order_Item_Product $line, int $number ): ?array {
	$item = inventory_item_of( $line );
	if ( null === $item ) {
		return null;
	}
	$key   = key_of_unit( $line, $number );
	$email = (string) $order->get_billing_email();
	$body  = array( 'inventoryItemId' => $item, 'metatag' => $key );
	if ( '' !== $email ) {
		$body['customerEmail'] = $email;
	}
	$fields = array( 'state' => 'selling', 'key' => $key, 'body' => $body, 'startedAt' => time() );
	return keep_unit( $line, $number, $fields );
}

/** Keeps what the traveller needs. `pending` units have no eSIM yet. */
function keep_sale( \WC_Order_Item_Product $line, int $number, array $sale, ?array $esim ): void {
	$state = $sale['activatedItem']['state'] ?? '';
	$kept  = array(
		'package'  => $sale['activatedItem']['uid'],
		'customer' => $sale['customer']['uid'],
		'state'    => match ( true ) {
			'FAILED' === $state                      => 'failed',
			'PENDING' === $state || null === $esim => 'pending',
			'REFUNDED' === $state                    => 'refunded',
			default                                => 'sold',
		},
		'error'    => null,
	);
	foreach ( array( 'iccid', 'activationCode', 'installationUrl', 'qrCodeUrl' ) as $name ) {
		$kept[ $name ] = $esim[ $name ] ?? null;
	}
	keep_unit( $line, $number, $kept );
	log_event( 'info', 'unit ' . $kept['state'], array( 'package' => $kept['package'] ) );
}

/** Asks for a unit whose supplier had not delivered. */
function look_up_unit( \WC_Order $order, \WC_Order_Item_Product $line, int $number ): void {
	$unit = units_of( $line )[ $number ];
	try {
		$found = client()->package( $unit['package'] );
		keep_sale( $line, $number, $found, $found['relatedEsims'][0] ?? null );
	} catch ( StoreException $error ) {
		note_refusal( $order, $line, $number, $error );
	}
}

/** Writes a note when a reason is new. A unit whose refusal is final waits for a person. */
function note_refusal(
	\WC_Order $order,
	\WC_Order_Item_Product $line,
	int $number,
	StoreException $error
): void {
	$unit     = units_of( $line )[ $number ];
	$is_final = 'selling' === $unit['state'] && in_array( $error->status, FINAL_STATUSES, true );
	$fields   = array(
		'code'    => $error->error,
		'status'  => $error->status,
		'request' => $error->requestId,
	);
	log_event( $is_final ? 'error' : 'warning', 'refused', $fields );
	if ( ( $unit['error'] ?? null ) !== $error->error ) {
		$text = $is_final
			/* translators: 1: name of the product, 2: reason of the store */
			? __( 'The eSIM of %1$s was not sold: %2$s Mend the cause, then choose the order action “Sell eSIMs again”.', 'gigastore-woocommerce' )
			/* translators: 1: name of the product, 2: reason of the store */
			: __( 'The eSIM of %1$s has to wait: %2$s It is tried again by itself.', 'gigastore-woocommerce' );
		$order->add_order_note( sprintf( $text, $line->get_name(), $error->getMessage() ) );
	}
	$changes = array( 'error' => $error->error );
	keep_unit( $line, $number, $is_final ? $changes + array( 'state' => 'refused' ) : $changes );
}

/** Sells again what was refused, when a person has mended the cause: as a new request. */
function sell_again( \WC_Order $order ): void {
	foreach ( esim_lines( $order ) as $line ) {
		foreach ( units_of( $line ) as $number => $unit ) {
			// A refusal changed nothing at the store, so the key is free for another request.
			if ( 'refused' === $unit['state'] ) {
				$line->delete_meta_data( UNIT . $number );
			}
		}
		$line->save();
	}
	queue_order( $order->get_id() );
}
