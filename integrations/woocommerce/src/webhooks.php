<?php
namespace Gigastore\WooCommerce;

defined( 'ABSPATH' ) || exit;

const REST_NAMESPACE = 'gigastore/v1';

add_action( 'rest_api_init', __NAMESPACE__ . '\register_webhook' );

function register_webhook(): void {
	register_rest_route(
		REST_NAMESPACE,
		'/webhook',
		array(
			'methods'             => 'POST',
			'callback'            => __NAMESPACE__ . '\receive_webhook',
			// The signature is the permission.
			'permission_callback' => '__return_true',
		)
	);
}

/**
 * Answers 204 once what follows from the event is scheduled, 401 or 400 if it must not be
 * believed. What is scheduled twice is done once: the same delivery may arrive often, in any order.
 */
function receive_webhook( \WP_REST_Request $request ): \WP_REST_Response {
	$headers = array();
	foreach ( array( 'webhook-id', 'webhook-timestamp', 'webhook-signature' ) as $name ) {
		$headers[ $name ] = (string) $request->get_header( $name );
	}
	try {
		$secrets = settings()['webhook_secrets'];
		$event   = verify_webhook( $headers, $request->get_body(), $secrets, time() );
	} catch ( WebhookException $error ) {
		log_event( 'warning', 'webhook refused', array( 'code' => $error->error ) );
		$status = 'invalid_body' === $error->error ? 400 : 401;
		return new \WP_REST_Response( array( 'error' => $error->getMessage() ), $status );
	}
	$data    = is_array( $event['data'] ?? null ) ? $event['data'] : array();
	$is_kept = schedule_event( $event['type'], $data );
	return new \WP_REST_Response( null, $is_kept ? 204 : 500 );
}

/** Returns false if it could not be scheduled: the store delivers the event again. */
function schedule_event( string $type, array $data ): bool {
	if ( 'price.changed' === $type ) {
		return as_enqueue_async_action( SYNCHRONIZE, array(), GROUP ) > 0;
	}
	$key  = (string) ( $data['metatag'] ?? '' );
	$unit = parse_key( $key );
	if ( null === $unit ) {
		return true;
	}
	$refund = array( $key, (string) ( $data['activatedItemUid'] ?? '' ) );
	return match ( $type ) {
		'package.refunded' => as_enqueue_async_action( STORE_REFUND, $refund, GROUP ) > 0,
		'package.delivered', 'package.failed' =>
			as_enqueue_async_action( RECONCILE, array( $unit[0] ), GROUP ) > 0,
		default => true,
	};
}
