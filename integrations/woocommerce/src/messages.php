<?php
namespace Gigastore\WooCommerce;

defined( 'ABSPATH' ) || exit;

add_filter( 'woocommerce_email_classes', __NAMESPACE__ . '\add_mail' );
add_action( 'woocommerce_order_item_meta_end', __NAMESPACE__ . '\show_links', 10, 4 );

function add_mail( array $mails ): array {
	require_once __DIR__ . '/installation-mail.php';
	$mails['Gigastore_Installation'] = new InstallationMail();
	return $mails;
}

/** Writes into the order that a unit was sold, or could not be delivered. */
function tell_unit( \WC_Order $order, \WC_Order_Item_Product $line, int $number ): void {
	$unit = units_of( $line )[ $number ];
	$text = 'sold' === $unit['state']
		/* translators: 1: name of the product, 2: ICCID of the eSIM, 3: link */
		? __( '%1$s was sold: eSIM %2$s, %3$s', 'gigastore-woocommerce' )
		/* translators: 1: name of the product */
		: __( '%1$s could not be delivered by the supplier, and costs nothing. Refund the customer.', 'gigastore-woocommerce' );
	$esim = array( $unit['iccid'] ?? '', $unit['installationUrl'] ?? '' );
	$order->add_order_note( sprintf( $text, $line->get_name(), ...$esim ) );
	keep_unit( $line, $number, array( 'noted' => true ) );
}

/** Mails the eSIMs that the traveller has not been sent, all of them in one mail. */
function mail_sold( \WC_Order $order ): void {
	$esims = array();
	$sent  = array();
	foreach ( esim_lines( $order ) as $line ) {
		foreach ( plan_of( $order, $line )['mail'] as $number ) {
			$esims[] = array( 'name' => $line->get_name() ) + units_of( $line )[ $number ];
			$sent[]  = array( $line, $number );
		}
	}
	if ( array() === $esims ) {
		return;
	}
	$mail = WC()->mailer()->get_emails()['Gigastore_Installation'] ?? null;
	if ( $mail instanceof InstallationMail ) {
		$mail->trigger( $order, $esims );
	}
	foreach ( $sent as [ $line, $number ] ) {
		keep_unit( $line, $number, array( 'mailed' => true ) );
	}
}

/** Shows the links with the line of an order, in the account and on the page after payment. */
function show_links( int $line_id, $line, $order, $plain_text = false ): void {
	if ( ! $line instanceof \WC_Order_Item_Product || $plain_text ) {
		return;
	}
	foreach ( units_of( $line ) as $unit ) {
		if ( 'sold' === $unit['state'] && ! empty( $unit['installationUrl'] ) ) {
			printf(
				'<p class="gigastore-link"><a href="%s">%s</a></p>',
				esc_url( $unit['installationUrl'] ),
				esc_html__( 'Install your eSIM', 'gigastore-woocommerce' )
			);
		}
	}
}
